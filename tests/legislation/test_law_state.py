"""State of a law on a day: what the record says today, and what its dates bear on another day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.partial_dates import PartialDate
from legislation.law_state import state_of

EMPTY = {"legal_status": "", "date": "", "in_force_date": "", "repealed_date": ""}
ACT = EMPTY | {"date": "2007-07-18", "in_force_date": "2008-02-28", "legal_status": "in-force"}
REPEALED = ACT | {"legal_status": "repealed", "repealed_date": "2015"}
AMENDMENT = {"relation": "amends", "title": "Act A1385", "date": "2010-10", "in_force_date": "2010-11-15"}
REPEAL = {"relation": "repeals", "title": "Act 9", "date": "2015-03", "in_force_date": ""}
SUCCESSOR = REPEAL | {"relation": "replaces"}


@pytest.mark.parametrize(("record", "incoming", "words"), [
    (EMPTY, (), "Status not recorded"),
    (ACT, (), "In force"),
    (ACT | {"legal_status": "amended"}, (AMENDMENT,), "In force, as amended"),
    (ACT | {"legal_status": "not-yet-in-force"}, (), "Not yet in force"),
    (REPEALED, (), "Repealed, 2015"),
    (REPEALED | {"repealed_date": ""}, (), "Repealed, on a day that is not recorded"),
    (REPEALED, (AMENDMENT, REPEAL), "Repealed by Act 9, 2015"),
    (REPEALED, (SUCCESSOR,), "Replaced by Act 9, 2015"),
])  # fmt: skip
def test_today_it_is_what_the_record_says(record, incoming, words):
    assert state_of(record, incoming=incoming).words == words


@pytest.mark.parametrize(("record", "day", "words"), [
    (ACT, "2007-07-17", "Not yet enacted"),
    (ACT, "2007-07-18", "Not yet in force, in force from 28 February 2008"),
    (ACT, "2008-02-28", "In force"),
    (ACT, "2010-11-15", "In force, as amended"),
    (REPEALED, "2014-12-31", "In force, as amended"),
    (REPEALED, "2015-06-01", "Repealed some time in 2015"),
    (REPEALED, "2015-12-31", "Repealed by Act 9, 2015"),
    (REPEALED | {"repealed_date": ""}, "2012-01-01", "Repealed on a day that is not recorded"),
    (ACT | {"in_force_date": "2008"}, "2008-06-01", "In force some time in 2008"),
    (ACT | {"in_force_date": ""}, "2008-06-01", "Enacted 18 July 2007, in force from a day that is not recorded"),
    (ACT | {"in_force_date": "", "date": "2007"}, "2007-06-01", "Enacted some time in 2007"),
    (EMPTY, "2008-06-01", "Status not recorded"),
])  # fmt: skip
def test_on_another_day_it_is_what_the_dates_bear(record, day, words):
    incoming = (AMENDMENT, REPEAL) if record["legal_status"] == "repealed" else (AMENDMENT,)
    assert state_of(record, datetime.date.fromisoformat(day), incoming).words == words


days = st.dates(datetime.date(2000, 1, 1), datetime.date(2020, 12, 31))
partial_dates = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]), days, st.integers(1, 3)
)


@given(in_force=partial_dates, repealed=st.none() | partial_dates, day=days)
def test_it_is_in_force_where_each_day_that_its_dates_may_mean_bears_it(in_force, repealed, day):
    record = EMPTY | {
        "date": "1999", "in_force_date": str(in_force), "repealed_date": str(repealed or ""), "legal_status": "in-force",
    }  # fmt: skip
    begun = [first <= day for first in (in_force.first_day, in_force.last_day)]
    ended = [last <= day for last in (repealed.first_day, repealed.last_day)] if repealed else [False]
    state = state_of(record, day).state
    assert (state == "in-force") == (all(begun) and not any(ended))
    assert (state == "repealed") == all(ended)
    assert (state == "not-yet-in-force") == (not any(begun) and not any(ended))
