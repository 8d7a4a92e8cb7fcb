"""Every admin address, and the permission it requires.

A feature that adds an address adds its line here. `get` and `post` name what is needed to read it and to submit it:
a permission on the address's own model ("view" stands for `view_law` at a law), a permission by its full name, STAFF for
people who work in the back office, NOBODY where nobody does that, superusers included. `more` is what else the address
takes, in its path or, where `query` says so, behind it.
"""

from dataclasses import dataclass, field

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.publishing import PUBLISH, SUBMIT, WITHDRAW

STAFF, NOBODY, ANYBODY = "staff", "nobody", "anybody"


@dataclass(frozen=True)
class Address:
    name: str
    get: str
    post: str = NOBODY
    more: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)


#: What the admin of any model has; read-only ones differ below.
EVERY_MODEL = [
    Address("changelist", get="view", post="view"),
    Address("add", get="add", post="add"),
    Address("change", get="view", post="change"),
    Address("delete", get="delete", post="delete"),
    Address("history", get="view", post="view"),
]

#: What the admin of every kind of entry has besides.
EVERY_KIND = [
    *(address for address in EVERY_MODEL if address.name != "history"),
    Address("history", get="history", post="history"),
    Address("revert", get="change", post="change", more={"number": "newest change"}),
    Address("move", get=SUBMIT, post=SUBMIT, more={"to": "in-review"}),
    Address("move", get=PUBLISH, post=PUBLISH, more={"to": "published"}),
    Address("move", get=WITHDRAW, post=WITHDRAW, more={"to": "withdrawn"}),
    Address("move", get=SUBMIT, post=SUBMIT, more={"to": "draft"}),
    Address("schedule", get=PUBLISH, post=PUBLISH),
    Address("cancel", get=NOBODY, post=WITHDRAW, more={"planned": "withdrawal of it"}),
    Address("preview", get="view"),
    Address("verify", get="change", post="change", data={"role": "legal officer"}),
    Address("alike", get="view", post="view"),
    Address("apart", get="change", post="change", more={"other": "permanent id of another of theirs"}),  # asked of both
    Address("merge", get="delete", post="delete", more={"other": "permanent id of another"}),
    Address("merge_with", get="delete", post="delete"),
    Address("compare", get="history"),
    Address("presence", get=NOBODY, post="view"),
    Address("alive", get="view"),
]

#: A list that can be taken away, and one that comes back from a spreadsheet.
EXPORTED = [Address("export", get="view", more={"suffix": "csv"})]
SPREADSHEET = [*EXPORTED, Address("import", get="imports.add_batch", post="imports.add_batch")]

KIND_AND_SPREADSHEET = [*EVERY_KIND, *SPREADSHEET]

VOCABULARY = [
    *SPREADSHEET,
    *EVERY_MODEL,
    Address("revert", get="change", post="change", more={"number": "newest change"}),
    Address("compare", get="view"),
    Address("alive", get="view"),
]

READ_ONLY = [
    Address("changelist", get="view", post="view"),
    Address("add", get=NOBODY),
    Address("change", get="view"),
    Address("delete", get=NOBODY),
    Address("history", get="view", post="view"),
]

#: The addresses of each model's admin.
OF_MODELS = {
    **dict.fromkeys([kind.model._meta.label_lower for kind in all_kinds()], KIND_AND_SPREADSHEET),
    **dict.fromkeys(
        ["catalogue.topic", "catalogue.country", "catalogue.countrygroup", "catalogue.term", "workshops.series",
         "legislation.coveragecheck"],
        VOCABULARY,
    ),
    "members.translationcheck": EVERY_MODEL,
    "catalogue.portalsettings": [  # one record, which stays
        *(address for address in VOCABULARY if address.name not in ("add", "delete", "import")),
        Address("add", get=NOBODY),
        Address("delete", get=NOBODY),
    ],
    "catalogue.entry": [
        *EXPORTED,
        Address("changelist", get="view", post="view"),
        Address("add", get=NOBODY),
        Address("change", get="view", post="view"),  # leads to the form of its kind, which asks again
        Address("delete", get=NOBODY),
        Address("history", get="view", post="view"),  # likewise
    ],
    "catalogue.change": [*READ_ONLY, *EXPORTED, Address("restore", get=NOBODY, post=NOBODY, more={"number": "newest change"})],
    "catalogue.deletedrecord": [  # a part of the journal: people who read that read these
        Address("changelist", get="catalogue.view_change", post="catalogue.view_change"),
        Address("add", get=NOBODY),
        Address("change", get="catalogue.view_change", post="catalogue.view_change"),
        Address("delete", get=NOBODY),
        Address("history", get="catalogue.view_change", post="catalogue.view_change"),
    ],
    "catalogue.formeraddress": [*READ_ONLY, *EXPORTED],
    "imports.batch": [
        *(address for address in READ_ONLY if address.name != "change"),
        Address("change", get="view", post="view"),  # its steps have addresses of their own
        *EXPORTED,
        Address("record", get="view", post="view", more={"subject": "permanent id of a law"}),
        # The person who uploaded a batch continues it; this one is a colleague's.
        *(Address(step, get=NOBODY) for step in ("check", "anew", "write", "discard", "choose")),
        Address("undo", get=NOBODY, post="imports.add_batch"),
        Address("files", get="imports.add_batch", post="imports.add_batch"),
    ],
    "linkcheck.webaddress": [
        *(address for address in READ_ONLY if address.name != "change"),
        Address("change", get="view", post="view"),
        Address("check", get=NOBODY, post="change"),
        Address("fine", get=NOBODY, post="change"),
    ],
    "linkcheck.archivedcopy": READ_ONLY,
    "files.storedfile": [
        *(address for address in READ_ONLY if address.name != "change"),
        Address("change", get="view", post="view"),
        Address("page", get="change", post="change", more={"page": "first page"}),
        Address("again", get=NOBODY, post="change"),
        Address("erase", get="delete", post="delete"),
    ],
    "reports.savedreport": [
        *EVERY_MODEL,
        Address("make", get=NOBODY, post="change"),
        Address("follow", get=NOBODY, post="change"),
        *(Address(name, get="view", more={"kept": "kept report"}) for name in ("file", "manifest", "since")),
        Address("since_file", get="view", more={"kept": "kept report", "suffix": "csv"}),
    ],
    "accounts.signin": READ_ONLY,
    "accounts.accountact": READ_ONLY,
    "editorial.proposal": [
        *READ_ONLY,
        Address("accept", get=NOBODY, post=PUBLISH),
        Address("decline", get=NOBODY, post=PUBLISH),
        Address("withdraw", get=NOBODY, post=NOBODY),  # but its own author may
        Address("file", get="view", more={"sha256": "file that it brings"}),
    ],
    "editorial.scheduledmove": READ_ONLY,
    "editorial.feedback": [
        *(address for address in READ_ONLY if address.name != "change"),
        Address("change", get="view", post="change"),
    ],
    "editorial.newerstartervalue": [
        *READ_ONLY,
        Address("take", get=NOBODY, post="change"),
        Address("keep", get=NOBODY, post="change"),
    ],
    "accounts.user": [
        *(address for address in EVERY_MODEL if address.name != "delete"),
        Address("delete", get=NOBODY),
        Address("password_change", get="change", post="change"),
        Address("reset", get="change", post="change"),
        Address("link", get="change", post="change"),
        Address("sessions", get="change", post="change"),
    ],
    "auth.group": READ_ONLY,
}  # fmt: skip

#: Signing out would end the session of the test. The pages between password and second factor are for people who are
#: not signed in yet; test_getting_in.py covers them.
NOT_ASKED = {"logout", "login_code", "login_set_up", "login_passkey", "login_passkey_options", "login_link"}

#: Addresses that belong to no model.
OTHERS = [
    Address("index", get=STAFF, post=STAFF),
    Address("login", get=ANYBODY, post=ANYBODY),
    Address("password_change", get=STAFF, post=STAFF),
    Address("password_change_done", get=STAFF),
    *(Address(f"account{page}", get=STAFF, post=STAFF) for page in (
        "", "_sign_ins", "_sessions", "_passkeys", "_password_again", "_set_up", "_turn_off", "_make_codes")),
    Address("jsi18n", get=STAFF),
    Address("quality", get="catalogue.view_entry", post="catalogue.view_entry"),
    Address("quality_file", get="catalogue.view_entry", post="catalogue.view_entry", more={"suffix": "csv"}),
    Address("autocomplete", get="catalogue.view_topic",
            query={"app_label": "legislation", "model_name": "law", "field_name": "topics"}),
    Address("autocomplete", get="catalogue.view_entry",
            query={"app_label": "legislation", "model_name": "lawrelation", "field_name": "target"}),
    Address("app_list", get="legislation.view_law", post="legislation.view_law", more={"app_label": "legislation"}),
    Address("app_list", get="accounts.view_user", post="accounts.view_user", more={"app_label": "auth"}),
    Address("view_on_site", get=NOBODY, post=NOBODY, more={"content_type_id": "of a law", "object_id": "a law"}),
]  # fmt: skip
