"""Report “Who has what”: recorded, confirmed none, not checked or disputed, for each member and main topic."""

import datetime
import re

import pytest

from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.publishing import Status
from legislation.models import CoverageCheck, Law

pytestmark = pytest.mark.django_db
THEME = "people-smuggling"


@pytest.fixture
def place(rows):
    """The code of a member without a recorded law on the topic."""
    return rows("who-has-what", f"?topic={THEME}&state=not-checked")[0]["code"]


@pytest.fixture
def cell(rows, place):
    """Function that returns the row of a member and a topic."""

    def read(country=place, theme=THEME):
        return rows("who-has-what", f"?country={country}&topic={theme}")[0]

    return read


@pytest.fixture
def check(place):
    """Function that records the result of a coverage check of that member."""

    def record_check(state, **fields):
        subject = {"country": Country.objects.get(code=place), "topic": Topic.objects.get(slug=THEME)}
        result = {"checked_on": datetime.date(2026, 11, 2), "checked_by": "legal officer", "note": "Asked the registry"}
        return CoverageCheck.objects.create(**subject, **result, state=state, **fields)

    return record_check


@pytest.fixture
def law(place):
    """Function that makes a law of that member on the topic, in a status."""

    def make(status):
        law = Law.objects.create(title="Smuggling Act", status=status)
        law.countries.add(Country.objects.get(code=place))
        law.topics.add(Topic.objects.get(slug=THEME))

    return make


def test_there_is_a_row_for_every_member_and_main_theme(rows):
    members = Entry.objects.published().filter(kind="member").count()
    assert len(rows("who-has-what")) == members * Topic.objects.main().count()


def test_laws_under_narrower_themes_count(cell):
    laws = Law.objects.published().filter(countries__code="PH").about(Topic.objects.get(slug="trafficking-in-persons"))
    row = cell("PH", "trafficking-in-persons")
    assert (int(row["laws"]), row["state"]) == (laws.count(), "recorded")


def test_a_member_that_nobody_checked_is_not_checked(cell):
    assert (cell()["laws"], cell()["state"], cell()["checked_by"]) == ("0", "not-checked", "")


def test_every_cell_says_who_looked_and_when(cell, check, rows):
    assert cell()["looked"] == "Nobody yet"
    recorded = rows("who-has-what", "?country=MY&topic=trafficking-in-persons")[0]
    assert recorded["looked"] == "Laws not yet verified"
    law = Law.objects.get(slug="my-act-670-2007")
    Law.objects.filter(pk=law.pk).update(verified_on=datetime.date(2026, 3, 4), verified_by="legal officer")
    recorded = rows("who-has-what", "?country=MY&topic=trafficking-in-persons")[0]
    assert recorded["looked"] == "Laws last verified on 4 March 2026"
    check("confirmed-none")
    assert cell()["looked"] == "legal officer, 2 November 2026"


def test_no_cell_of_the_matrix_is_empty(vera):
    page = vera.get("/reports/who-has-what/?country=MY&country=BT").content.decode()
    matrix = page[page.index("<figure") : page.index("</figure>")]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", matrix, re.DOTALL)
    assert len(cells) == 2 * Topic.objects.main().count()
    assert [cell for cell in cells if not re.sub(r"<[^>]+>|\s", "", cell)] == []
    assert "Not checked, laws: 0. Nobody yet" in page


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


def test_a_check_that_found_an_unpublished_law_is_not_shown(cell, check, law):
    check("recorded")
    law(Status.DRAFT)
    assert (cell()["laws"], cell()["state"], cell()["note"]) == ("0", "not-checked", "")


def test_a_check_of_agreements_says_nothing_of_laws(cell, check):
    check("confirmed-none", of="agreement")
    assert cell()["state"] == "not-checked"


def test_rows_can_be_filtered_by_state(rows):
    unknown = rows("who-has-what", f"?state=not-checked&topic={THEME}")
    assert unknown
    assert {row["state"] for row in unknown} == {"not-checked"}
