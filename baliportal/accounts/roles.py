"""The role table: which role has which permissions.

Groups are generated from it (groups.py), the permissions of the admin and of the workflow follow from the groups, and
a test requests every address of the admin in every role and compares the answer with this table. A model or address
that is added to the admin needs a line here; a kind of entry declares its own (`Kind.edited_by`).
"""

from dataclasses import dataclass
from functools import cache

from baliportal.catalogue.kinds import all_kinds

CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR, AUDITOR = (
    "Contributor", "Editor", "Publisher", "Administrator", "Auditor",
)  # fmt: skip

#: Every role in a sentence. A permission that is missing from the table below belongs to superusers alone.
ROLES = {
    CONTRIBUTOR: "An official of a member state: drafts and proposes for that state only, and reads what is published.",
    EDITOR: "Writes and changes records of every state; what is published already is changed by proposal.",
    PUBLISHER: "Publishes, withdraws and deletes, and decides on proposals.",
    ADMINISTRATOR: "A publisher who also manages accounts and says who has which role.",
    AUDITOR: "Reads everything, the journal and the accounts included, and changes nothing.",
}
EVERYBODY = tuple(ROLES)
SECRETARIAT = (EDITOR, PUBLISHER, ADMINISTRATOR)

VOCABULARIES = ("catalogue.topic", "catalogue.countrygroup", "catalogue.term", "workshops.series",
                "legislation.coveragecheck")  # fmt: skip


@dataclass(frozen=True)
class Right:
    """One line of the table: its meaning, the permissions it stands for, and the roles that have them."""

    meaning: str
    permissions: tuple
    roles: tuple


def perms(actions, *models):
    """Names of permissions: perms("view change", "legislation.law")."""
    return tuple(f"{model.replace('.', f'.{action}_')}" for model in models for action in actions.split())


#: Roles that write records of a kind without `edited_by`, and roles that delete records of any kind.
WRITERS, DELETERS = (CONTRIBUTOR, *SECRETARIAT), (PUBLISHER, ADMINISTRATOR)


def _record_rights():
    """Yield the rights over records, kind by kind."""
    yield Right("See records of every kind together", ("catalogue.view_entry",), EVERYBODY)
    for kind in all_kinds():
        model, plural = kind.model._meta.label_lower, kind.plural.lower()
        yield Right(f"See {plural}", perms("view", model), EVERYBODY)
        yield Right(f"Write {plural}, and change or propose to change them", perms("add change", model),
                    kind.edited_by or WRITERS)  # fmt: skip
        yield Right(f"Delete {plural}, also those that somebody else's batch added", perms("delete", model),
                    tuple(role for role in DELETERS if role in (kind.edited_by or WRITERS)))  # fmt: skip


_OTHER_RIGHTS = (
    Right("Act for every state, not for one's own alone", ("accounts.all_states",), (*SECRETARIAT, AUDITOR)),
    # Workflow
    Right("Submit for review and return to draft", ("catalogue.submit_entry",), (CONTRIBUTOR, *SECRETARIAT)),
    Right("Publish, and decide on proposals", ("catalogue.publish_entry",), (PUBLISHER, ADMINISTRATOR)),
    Right("Withdraw what is published", ("catalogue.withdraw_entry",), (PUBLISHER, ADMINISTRATOR)),
    Right("See proposals (a contributor: their own)", perms("view", "editorial.proposal"), EVERYBODY),
    Right("See what is scheduled", perms("view", "editorial.scheduledmove"), (*SECRETARIAT, AUDITOR)),
    Right("Read what visitors told the editors", ("editorial.view_feedback",), (*SECRETARIAT, AUDITOR)),
    Right("Answer and close what visitors told", ("editorial.change_feedback",), SECRETARIAT),
    Right("See where newer starter content differs from what a curator wrote", ("editorial.view_newerstartervalue",),
          (*SECRETARIAT, AUDITOR)),
    Right("Take newer starter content, or keep one's own", ("editorial.change_newerstartervalue",), SECRETARIAT),
    # Vocabularies
    Right("Choose from themes, countries and series", perms("view", "catalogue.topic", "catalogue.country",
          "workshops.series"), EVERYBODY),
    Right("See the other vocabularies", perms("view", "catalogue.countrygroup", "catalogue.term",
          "legislation.coveragecheck"), (*SECRETARIAT, AUDITOR)),
    Right("Edit vocabularies", perms("add change", *VOCABULARIES), SECRETARIAT),
    Right("Edit the names of countries", perms("change", "catalogue.country"), SECRETARIAT),
    Right("Delete from vocabularies", perms("delete", *VOCABULARIES), (PUBLISHER, ADMINISTRATOR)),
    Right("See the settings of the portal", ("catalogue.view_portalsettings",), (*SECRETARIAT, AUDITOR)),
    Right("Set the mailboxes of the portal and where its exit leads", perms("add change", "catalogue.portalsettings"),
          (ADMINISTRATOR,)),
    # The help page
    Right("See which translations of the help page a speaker has checked", ("members.view_translationcheck",),
          (*SECRETARIAT, AUDITOR)),
    Right("Say that a speaker has checked a translation of the help page", perms("add change delete",
          "members.translationcheck"), SECRETARIAT),
    # What has happened
    Right("Read the journal and former addresses", perms("view", "catalogue.change", "catalogue.formeraddress"),
          (*SECRETARIAT, AUDITOR)),
    # Spreadsheets
    Right("Bring records from a spreadsheet, change one field of many, and undo one's own batch whole",
          ("imports.add_batch",), SECRETARIAT),
    Right("See imports and bulk edits", ("imports.view_batch",), (*SECRETARIAT, AUDITOR)),
    # Links
    Right("See what was found of external links", ("linkcheck.view_webaddress",), (*SECRETARIAT, AUDITOR)),
    Right("Check a link now, and mark it as fine", ("linkcheck.change_webaddress",), SECRETARIAT),
    Right("See what copies were taken of linked documents", ("linkcheck.view_archivedcopy",), (*SECRETARIAT, AUDITOR)),
    Right("Have a linked document asked for again", ("linkcheck.change_archivedcopy",), SECRETARIAT),
    # Files
    Right("See what is kept of files and their texts", ("files.view_storedfile",), (*SECRETARIAT, AUDITOR)),
    Right("Correct the text of a file, and have it read again", ("files.change_storedfile",), SECRETARIAT),
    Right("Take a file down for ever", ("files.delete_storedfile",), (ADMINISTRATOR,)),
    # Reports
    Right("See saved reports, and what was kept of them", ("reports.view_savedreport",), (*SECRETARIAT, AUDITOR)),
    Right("Save reports, and have them made regularly", perms("add change", "reports.savedreport"), SECRETARIAT),
    Right("Delete saved reports, with what was kept", ("reports.delete_savedreport",), (PUBLISHER, ADMINISTRATOR)),
    # Accounts
    Right("Read everybody's sign-ins, and what was done to accounts", perms("view", "accounts.signin",
          "accounts.accountact"), (ADMINISTRATOR, AUDITOR)),
    Right("See accounts", perms("view", "accounts.user", "auth.group", "accounts.official"), (ADMINISTRATOR, AUDITOR)),
    Right("Manage accounts, give roles and say whose official somebody is", perms("add change", "accounts.user")
          + perms("add change delete", "accounts.official"), (ADMINISTRATOR,)),
)  # fmt: skip


@cache
def rights():
    """All lines of the role table."""
    return (*_record_rights(), *_OTHER_RIGHTS)


# Access levels of a record for a user who may act for one state only.
OWN, READABLE, HIDDEN = "own", "readable", "hidden"

#: The actions of a role that each access level leaves; None stands for all of them. Own: records of the user's state
#: and of no other. Readable: records published for the public or for officials. Hidden: all others, and every record
#: whose visibility is the secretariat.
ACTIONS_BY_LEVEL = {OWN: None, READABLE: ("view",), HIDDEN: ()}


def has_right(role, permission):
    """Return True if the table gives this permission to this role."""
    return any(permission in right.permissions and role in right.roles for right in rights())


def permissions_of(role):
    """Names of all permissions of a role."""
    return {permission for right in rights() if role in right.roles for permission in right.permissions}


def level_allows(level, action):
    """Return True if an access level leaves the user this action ("view", "change", "history" and so on)."""
    return ACTIONS_BY_LEVEL[level] is None or action in ACTIONS_BY_LEVEL[level]
