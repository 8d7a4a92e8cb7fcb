"""A register as of a day has the rows and the statuses that the laws and acts have one by one."""

import datetime

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue import journal
from baliportal.catalogue.models import Country
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import to_record
from legislation.law_state import state_of
from legislation.models import Law, LawRelation, Treaty, TreatyAction
from legislation.reports import LEGISLATION_REGISTER, TREATY_STATUS

from ..catalogue.strategies import WITH_DATABASE

pytestmark = pytest.mark.django_db
DAYS = st.dates(datetime.date(2013, 11, 1), datetime.date(2016, 2, 1))


@st.composite
def partial_dates(draw):
    """Dates around the days asked for, of every precision, or none."""
    day = draw(DAYS)
    parts = (day.year, day.month, day.day)[: draw(st.sampled_from([0, 1, 2, 3]))]
    return PartialDate(*parts) if parts else None


@st.composite
def laws(draw):
    enacted, repealed = draw(partial_dates()), draw(partial_dates())
    wrong_order = enacted and repealed and repealed.surely_before(enacted)
    return {
        "date": enacted, "in_force_date": draw(partial_dates()), "repealed_date": None if wrong_order else repealed,
        "legal_status": draw(st.sampled_from(["", *Law.LegalStatus.values])),
    }  # fmt: skip


LAWS = st.lists(laws(), min_size=1, max_size=6)
EFFECTS = st.sets(st.tuples(st.integers(0, 5), st.sampled_from(LawRelation.Relation.values), st.integers(0, 5)))


def recorded(given_laws, effects):
    """Write these laws, of a country that has no others, and their effects on each other."""
    country = Country.objects.create(code="QZ", name="A country of tests")
    with journal.recording():
        made = [
            Law.objects.create(title=f"Law {n}", status=Status.PUBLISHED, **row) for n, row in enumerate(given_laws)
        ]
        for law in made:
            law.countries.add(country)
        for number, relation, target in effects:
            if number != target and max(number, target) < len(made):
                LawRelation.objects.create(law=made[number], relation=relation, target=made[target])
    return made


def state_one_by_one(law, day):
    """The words for a law's state on a day, from its record and those of the laws that name it."""
    effects = [
        {"relation": row.relation, **{name: to_record(row.law)[name] for name in ("title", "date", "in_force_date")}}
        for row in LawRelation.objects.filter(target=law)
    ]
    return state_of(to_record(law), day, effects).words


def by_title(report, query):
    return {row["title"]: row["status"] for row in report.iter_rows(report.bind_filters(QueryDict(query)))}


@pytest.mark.sampled
@WITH_DATABASE
@given(LAWS, EFFECTS, DAYS)
def test_a_register_of_laws_has_what_each_law_tells_of_the_day(given_laws, effects, day):
    with transaction.atomic():
        check_register(recorded(given_laws, effects), day)
        transaction.set_rollback(True)


def check_register(made, day):
    there = [law for law in made if law.date is None or law.date.first_day <= day]
    expected = {law.title: state_one_by_one(law, day) for law in there}
    assert by_title(LEGISLATION_REGISTER, f"country=QZ&as_of={day}") == expected
    today = datetime.date.today()  # noqa: DTZ011 - the portal's time zone is UTC in tests
    assert by_title(LEGISLATION_REGISTER, f"country=QZ&as_of={day}&known={today}") == expected
    filters = LEGISLATION_REGISTER.bind_filters(QueryDict(f"country=QZ&as_of={day}&status=in-force"))
    chosen = list(LEGISLATION_REGISTER.iter_rows(filters))
    assert {row["status"] for row in chosen} <= {"In force"}
    assert LEGISLATION_REGISTER.total(filters) == len(chosen) == list(expected.values()).count("In force")


@pytest.mark.sampled
@WITH_DATABASE
@given(st.lists(partial_dates(), max_size=6, unique=True), DAYS)
def test_treaty_status_has_the_acts_that_are_not_surely_later(dates, day):
    treaty = Treaty.objects.create(title="Treaty of days", status=Status.PUBLISHED)
    country = Country.objects.get(code="AU")
    for date in dates:
        TreatyAction.objects.create(treaty=treaty, country=country, action="signature", date=date)
    page, today = f"/e/{treaty.public_id}/", datetime.date.today()  # noqa: DTZ011 - as above
    expected = sorted(str(date or "") for date in dates if date is None or date.first_day <= day)
    for query in (f"as_of={day}", f"as_of={day}&known={today}"):
        rows = TREATY_STATUS.iter_rows(TREATY_STATUS.bind_filters(QueryDict(query)))
        assert sorted(row["date"] for row in rows if row["page"] == page) == expected
