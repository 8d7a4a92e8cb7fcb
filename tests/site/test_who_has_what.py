"""Member by main theme: recorded, confirmed none, not checked, disputed; nobody is said to have no law."""

import datetime

import pytest

from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.publishing import Status
from legislation.models import CoverageCheck, Law

pytestmark = pytest.mark.django_db
THEME = "people-smuggling"


@pytest.fixture
def place(rows):
    """The code of a member of whom no law on the theme is recorded."""
    return rows("who-has-what", f"?topic={THEME}&state=not-checked")[0]["code"]


@pytest.fixture
def cell(rows, place):
    """The row of a member and a theme."""

    def look(country=place, theme=THEME):
        return rows("who-has-what", f"?country={country}&topic={theme}")[0]

    return look


@pytest.fixture
def check(place):
    """Write down what somebody found out about that place."""

    def state(state, **fields):
        cell_keys = {"country": Country.objects.get(code=place), "topic": Topic.objects.get(slug=THEME)}
        check = {"checked_on": datetime.date(2026, 11, 2), "checked_by": "legal officer", "note": "Asked the registry"}
        return CoverageCheck.objects.create(**cell_keys, **check, state=state, **fields)

    return state


@pytest.fixture
def law(place):
    """Make a law on the theme there."""

    def make(status):
        made = Law.objects.create(title="Smuggling Act", status=status)
        made.countries.add(Country.objects.get(code=place))
        made.topics.add(Topic.objects.get(slug=THEME))

    return make


def test_there_is_a_row_for_every_member_and_main_theme(rows):
    members = Entry.objects.published().filter(kind="member").count()
    assert len(rows("who-has-what")) == members * Topic.objects.main().count()


def test_laws_under_narrower_themes_count(cell):
    laws = Law.objects.published().filter(countries__code="PH").about(Topic.objects.get(slug="trafficking-in-persons"))
    row = cell("PH", "trafficking-in-persons")
    assert (int(row["laws"]), row["state"]) == (laws.count(), "recorded")


def test_what_nobody_looked_at_is_not_checked(cell):
    assert (cell()["laws"], cell()["state"], cell()["checked_by"]) == ("0", "not-checked", "")


def test_none_is_said_only_where_somebody_confirmed_it(cell, check):
    check("confirmed-none")
    row = cell()
    assert (row["state"], row["checked_on"], row["checked_by"]) == (
        "confirmed-none", "2026-11-02", "legal officer",
    )  # fmt: skip


def test_a_published_law_is_recorded_whatever_a_check_said(cell, check, law):
    check("confirmed-none")
    law(Status.PUBLISHED)
    assert (cell()["laws"], cell()["state"], cell()["checked_by"]) == ("1", "recorded", "")


def test_a_dispute_stands_beside_the_laws(cell, check, law):
    check("disputed")
    law(Status.PUBLISHED)
    assert (cell()["laws"], cell()["state"], cell()["note"]) == ("1", "disputed", "Asked the registry")


def test_a_check_that_found_an_unpublished_law_tells_nothing(cell, check, law):
    check("recorded")
    law(Status.DRAFT)
    assert (cell()["laws"], cell()["state"], cell()["note"]) == ("0", "not-checked", "")


def test_a_check_of_agreements_says_nothing_of_laws(cell, check):
    check("confirmed-none", of="agreement")
    assert cell()["state"] == "not-checked"


def test_one_can_ask_for_what_is_not_known(rows):
    unknown = rows("who-has-what", f"?state=not-checked&topic={THEME}")
    assert unknown
    assert {row["state"] for row in unknown} == {"not-checked"}
