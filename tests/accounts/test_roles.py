"""The roles and their permissions, written out: the table in `baliportal.accounts.roles` must say the same.

Every other test of permissions takes that table for the truth, so a right that it gives by mistake shows only here.
"""

import pytest

from baliportal.accounts.roles import ACTIONS_BY_LEVEL, HIDDEN, OWN, READABLE, ROLES, level_allows, permissions_of

COLUMNS = {"C": "Contributor", "E": "Editor", "P": "Publisher", "A": "Administrator", "U": "Auditor"}
ENTRIES = (
    "workshops.workshop workshops.commitment legislation.law legislation.agreement legislation.treaty resources.resource "
    "members.memberstate members.organisation members.informationsystem members.helpline"
)
WORDS = "catalogue.topic catalogue.countrygroup catalogue.term workshops.series legislation.coveragecheck"

#: (acts, models, who may, by the letters of COLUMNS; "-" where somebody may not).
MATRIX = [
    ("view", ENTRIES, "CEPAU"),
    ("add change", ENTRIES, "CEPA-"),
    ("delete", ENTRIES, "--PA-"),
    ("view", "catalogue.entry", "CEPAU"),
    ("submit", "catalogue.entry", "CEPA-"),
    ("publish withdraw", "catalogue.entry", "--PA-"),
    ("view", "catalogue.topic catalogue.country workshops.series", "CEPAU"),
    ("view", "catalogue.countrygroup catalogue.term legislation.coveragecheck", "-EPAU"),
    ("add change", WORDS, "-EPA-"),
    ("delete", WORDS, "--PA-"),
    ("change", "catalogue.country", "-EPA-"),
    ("view", "catalogue.portalsettings members.translationcheck", "-EPAU"),
    ("add change delete", "members.translationcheck", "-EPA-"),
    ("add change", "catalogue.portalsettings", "---A-"),
    ("view", "catalogue.change catalogue.formeraddress", "-EPAU"),
    ("view", "editorial.proposal", "CEPAU"),
    ("view", "editorial.scheduledmove imports.batch linkcheck.webaddress reports.savedreport", "-EPAU"),
    ("view", "linkcheck.archivedcopy files.storedfile editorial.feedback", "-EPAU"),
    ("change", "editorial.feedback", "-EPA-"),
    ("view", "editorial.newerstartervalue", "-EPAU"),
    ("change", "editorial.newerstartervalue", "-EPA-"),
    ("change", "files.storedfile", "-EPA-"),
    ("delete", "files.storedfile", "---A-"),
    ("add", "imports.batch", "-EPA-"),
    ("change", "linkcheck.webaddress linkcheck.archivedcopy", "-EPA-"),
    ("add change", "reports.savedreport", "-EPA-"),
    ("delete", "reports.savedreport", "--PA-"),
    ("view", "accounts.signin accounts.accountact accounts.user auth.group accounts.official", "---AU"),
    ("add change", "accounts.user accounts.official", "---A-"),
    ("delete", "accounts.official", "---A-"),
]
#: Acting for every state is no act on a model.
EVERY_STATE = ("accounts.all_states", "-EPAU")


def permissions_in_matrix(letter):
    """Yield the permissions that the matrix gives to a role."""
    if letter in EVERY_STATE[1]:
        yield EVERY_STATE[0]
    for acts, models, roles in MATRIX:
        if letter in roles:
            yield from (f"{model.replace('.', f'.{act}_')}" for act in acts.split() for model in models.split())


def test_there_are_five_roles():
    assert list(ROLES) == list(COLUMNS.values())


@pytest.mark.parametrize("letter", COLUMNS)
def test_a_role_has_the_rights_of_the_matrix_and_no_others(letter):
    given, written = permissions_of(COLUMNS[letter]), set(permissions_in_matrix(letter))
    assert (given - written, written - given) == (set(), set())


def test_a_contributor_acts_on_records_of_their_own_state_and_reads_what_is_published():
    acts = ["view", "add", "change", "delete", "history", "submit"]
    assert [act for act in acts if level_allows(OWN, act)] == acts
    assert [act for act in acts if level_allows(READABLE, act)] == ["view"]
    assert [act for act in acts if level_allows(HIDDEN, act)] == []
    assert set(ACTIONS_BY_LEVEL) == {OWN, READABLE, HIDDEN}
