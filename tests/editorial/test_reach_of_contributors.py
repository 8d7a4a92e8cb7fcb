"""Row permissions of an official of Fiji for every combination of countries, status and visibility."""

import pytest

from baliportal.accounts.row_permissions import access_level, editable_by, hidden_from, may_access, visible_to
from baliportal.catalogue.models import Entry

pytestmark = pytest.mark.django_db

#: {(countries, status, visibility): standing of the record to the official}.
STANDING = {
    ("FJ", "draft", "public"): "own",
    ("FJ", "in-review", "public"): "own",
    ("FJ", "published", "public"): "own",
    ("FJ", "withdrawn", "public"): "own",
    ("FJ", "draft", "officials"): "own",
    ("FJ", "draft", "secretariat"): "hidden",
    ("FJ", "published", "secretariat"): "hidden",
    ("TO", "draft", "public"): "hidden",
    ("TO", "in-review", "public"): "hidden",
    ("TO", "published", "public"): "readable",
    ("TO", "published", "officials"): "readable",
    ("TO", "published", "secretariat"): "hidden",
    ("TO", "withdrawn", "public"): "hidden",
    ("FJ TO", "draft", "public"): "hidden",
    ("FJ TO", "published", "public"): "readable",
    ("", "draft", "public"): "hidden",
    ("", "published", "public"): "readable",
}


@pytest.fixture
def records(record):
    """Return {row of STANDING: entry}."""
    return {
        (state, status, visibility): record(f"{state} {status} {visibility}", state, status, visibility=visibility)
        for state, status, visibility in STANDING
    }


def rows_in(queryset, records):
    pks = set(queryset.values_list("pk", flat=True))
    return {line for line, entry in records.items() if entry.pk in pks}


def test_the_standing_of_each_record_is_that_of_the_table(records, person):
    official = person("Contributor")
    assert {line: access_level(official, entry) for line, entry in records.items()} == STANDING


def test_lists_agree_with_the_standing_of_each_record(records, person):
    official, entries = person("Contributor"), Entry.objects.all()
    hidden = {line for line, stands in STANDING.items() if stands == "hidden"}
    assert rows_in(visible_to(official, entries), records) == set(STANDING) - hidden
    assert rows_in(hidden_from(official, entries), records) == hidden
    own_and_secret = {line for line in STANDING if line[0] == "FJ"}
    assert rows_in(editable_by(official, entries), records) == own_and_secret


def test_an_official_of_no_state_yet_owns_nothing_not_even_what_names_no_state(records, person):
    newcomer, entries = person("Contributor", state=None), Entry.objects.all()
    published = {line for line in STANDING if line[1] == "published" and line[2] != "secretariat"}
    assert rows_in(editable_by(newcomer, entries), records) == set()
    assert rows_in(visible_to(newcomer, entries), records) == published
    assert {line for line, entry in records.items() if may_access(newcomer, "change", entry)} == set()


@pytest.mark.parametrize("role", ["Editor", "Publisher", "Administrator", "Auditor"])
def test_the_other_roles_are_bound_to_no_state(role, records, person):
    somebody = person(role)
    assert rows_in(visible_to(somebody, Entry.objects.all()), records) == set(STANDING)
    assert rows_in(hidden_from(somebody, Entry.objects.all()), records) == set()
    assert all(may_access(somebody, "change", entry) for entry in records.values())
