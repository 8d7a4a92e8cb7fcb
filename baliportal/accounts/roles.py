"""Who may what: the one table that says so.

The groups are made from it (groups.py), the permissions of the admin and of the workflow follow from the groups
(permissions.py), and a test asks every address of the admin as every role whether it agrees. Whoever adds a model or
an address to the back office adds its line here; a kind of entry brings its own (`Kind.edited_by`).
"""

from dataclasses import dataclass
from functools import cache

from baliportal.catalogue.kinds import all_kinds

CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR, AUDITOR = (
    "Contributor", "Editor", "Publisher", "Administrator", "Auditor",
)  # fmt: skip

#: Every role in a sentence. Whatever is not in the table below, nobody but a superuser may do.
ROLES = {
    CONTRIBUTOR: "An official of a member state: drafts and proposes for that state only, and reads what is published.",
    EDITOR: "Writes and changes records of every state; what is published already is changed by proposal.",
    PUBLISHER: "Publishes, withdraws and deletes, and decides on proposals.",
    ADMINISTRATOR: "A publisher who also manages accounts and says who has which role.",
    AUDITOR: "Reads everything, the journal and the accounts included, and changes nothing.",
}
EVERYBODY = tuple(ROLES)
SECRETARIAT = (EDITOR, PUBLISHER, ADMINISTRATOR)

VOCABULARIES = ("catalogue.topic", "catalogue.term", "workshops.series", "legislation.coveragecheck")


@dataclass(frozen=True)
class Right:
    """One line of the table: what it means, the permissions it stands for, and the roles that have it."""

    meaning: str
    permissions: tuple
    roles: tuple


def to(acts, *models):
    """The names of permissions: to("view change", "legislation.law")."""
    return tuple(f"{model.replace('.', f'.{act}_')}" for model in models for act in acts.split())


#: Who writes records of a kind that does not say so itself, and who deletes records of any kind.
WRITERS, DELETERS = (CONTRIBUTOR, *SECRETARIAT), (PUBLISHER, ADMINISTRATOR)


def _of_records():
    """The rights over records, kind by kind."""
    yield Right("See records of every kind together", ("catalogue.view_entry",), EVERYBODY)
    for kind in all_kinds():
        model, plural = kind.model._meta.label_lower, kind.plural.lower()
        yield Right(f"See {plural}", to("view", model), EVERYBODY)
        yield Right(f"Write {plural}, and change or propose to change them", to("add change", model),
                    kind.edited_by or WRITERS)  # fmt: skip
        yield Right(f"Delete {plural}, also those that somebody else's batch added", to("delete", model),
                    tuple(role for role in DELETERS if role in (kind.edited_by or WRITERS)))  # fmt: skip


_BEYOND_RECORDS = (
    Right("Act for every state, not for one's own alone", ("accounts.all_states",), (*SECRETARIAT, AUDITOR)),
    # Workflow
    Right("Submit for review and return to draft", ("catalogue.submit_entry",), (CONTRIBUTOR, *SECRETARIAT)),
    Right("Publish, and decide on proposals", ("catalogue.publish_entry",), (PUBLISHER, ADMINISTRATOR)),
    Right("Withdraw what is published", ("catalogue.withdraw_entry",), (PUBLISHER, ADMINISTRATOR)),
    Right("See proposals (a contributor: his own)", to("view", "editorial.proposal"), EVERYBODY),
    Right("See what is scheduled", to("view", "editorial.scheduledmove"), (*SECRETARIAT, AUDITOR)),
    # Vocabularies
    Right("Choose from themes, countries and series", to("view", "catalogue.topic", "catalogue.country",
          "workshops.series"), EVERYBODY),
    Right("See the other vocabularies", to("view", "catalogue.term", "legislation.coveragecheck"),
          (*SECRETARIAT, AUDITOR)),
    Right("Edit vocabularies", to("add change", *VOCABULARIES), SECRETARIAT),
    Right("Edit the names of countries", to("change", "catalogue.country"), SECRETARIAT),
    Right("Delete from vocabularies", to("delete", *VOCABULARIES), (PUBLISHER, ADMINISTRATOR)),
    # What has happened
    Right("Read the journal and former addresses", to("view", "catalogue.change", "catalogue.formeraddress"),
          (*SECRETARIAT, AUDITOR)),
    # Spreadsheets
    Right("Bring records from a spreadsheet, change one field of many, and undo one's own batch whole",
          ("imports.add_batch",), SECRETARIAT),
    Right("See imports and bulk edits", ("imports.view_batch",), (*SECRETARIAT, AUDITOR)),
    # Links
    Right("See what was found of external links", ("linkcheck.view_webaddress",), (*SECRETARIAT, AUDITOR)),
    Right("Check a link now, and mark it as fine", ("linkcheck.change_webaddress",), SECRETARIAT),
    # Reports
    Right("See saved reports, and what was kept of them", ("reports.view_savedreport",), (*SECRETARIAT, AUDITOR)),
    Right("Save reports, and have them made regularly", to("add change", "reports.savedreport"), SECRETARIAT),
    Right("Delete saved reports, with what was kept", ("reports.delete_savedreport",), (PUBLISHER, ADMINISTRATOR)),
    # Accounts
    Right("Read everybody's sign-ins, and what was done to accounts", to("view", "accounts.signin",
          "accounts.accountact"), (ADMINISTRATOR, AUDITOR)),
    Right("See accounts", to("view", "accounts.user", "auth.group", "accounts.official"), (ADMINISTRATOR, AUDITOR)),
    Right("Manage accounts, give roles and say whose official somebody is", to("add change", "accounts.user") + to(
          "add change delete", "accounts.official"), (ADMINISTRATOR,)),
)  # fmt: skip


@cache
def rights():
    """The whole table."""
    return (*_of_records(), *_BEYOND_RECORDS)


# How a record stands to somebody who may act for one state only.
OWN, TOLD, HIDDEN = "own", "told", "hidden"

#: What is left of a role's rights then; None stands for all of them. Own is what names his state and no other; told
#: is what is published for the public or for officials; the rest is hidden, and so is what is for the secretariat.
REACH = {OWN: None, TOLD: ("view",), HIDDEN: ()}


def has_right(role, permission):
    """Whether the table gives this permission to this role."""
    return any(permission in right.permissions and role in right.roles for right in rights())


def permissions_of(role):
    """The names of all permissions of a role."""
    return {permission for right in rights() if role in right.roles for permission in right.permissions}


def reaches(standing, act):
    """Whether a right to `act` reaches a record that stands so to somebody bound to one state."""
    return REACH[standing] is None or act in REACH[standing]
