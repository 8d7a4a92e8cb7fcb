"""A date is as precise as its source and no more, and its text stands for it everywhere."""

import calendar
import datetime

import pytest
from hypothesis import given

from baliportal.catalogue.partial_dates import InvalidDate, PartialDate, in_words, period_in_words

from .strategies import partial_dates

parse = PartialDate.parse


@given(partial_dates())
def test_a_date_reads_back_from_its_text(date):
    assert parse(str(date)) == date


@given(partial_dates(), partial_dates())
def test_dates_stand_in_the_order_of_their_texts(one, other):
    assert (one < other, one == other, one > other) == (
        str(one) < str(other), str(one) == str(other), str(one) > str(other),
    )  # fmt: skip


@given(partial_dates())
def test_a_vague_date_comes_before_the_days_inside_it(date):
    assert date <= PartialDate.of(date.first_day)


@given(partial_dates())
def test_no_month_and_no_day_is_made_up(date):
    assert str(date).count("-") == ["year", "month", "day"].index(date.precision)
    assert (date.month is None) == (date.precision == "year")
    assert (date.day is None) == (date.precision != "day")


@given(partial_dates())
def test_the_days_it_may_mean_are_just_those_that_share_its_text(date):
    day = datetime.timedelta(days=1)
    inside = [date.first_day, date.last_day]
    outside = [date.first_day - day, date.last_day + day]
    assert all(day.isoformat().startswith(str(date)) for day in inside)
    assert not any(day.isoformat().startswith(str(date)) for day in outside)


@given(partial_dates(), partial_dates())
def test_surely_before_means_that_no_pair_of_days_could_be_otherwise(one, other):
    assert one.surely_before(other) == (one.last_day < other.first_day)
    assert not (one.surely_before(other) and other.surely_before(one))


@pytest.mark.parametrize(
    ("one", "other", "surely"),
    [
        ("2007", "2008", True), ("2007", "2007-12-31", False), ("2007-07", "2007-08", True),
        ("2007-07-18", "2007-07", False), ("2007-07-18", "2007-07-19", True), ("2007", "2007", False),
    ],
)  # fmt: skip
def test_what_may_overlap_is_not_surely_before(one, other, surely):
    assert parse(one).surely_before(parse(other)) is surely


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2551", "The year 2551 is not between 1800 and 2199"),
        ("1428", "The year 1428 is not between"),
        ("2007-13", "There is no month 13"),
        ("2007-00", "There is no month 00"),
        ("2007-02-30", "2007-02 has no day 30"),
        ("2007-02-00", "2007-02 has no day 00"),
        ("1900-02-29", "1900-02 has no day 29"),
        *((text, "is not a date of the form 2005, 2007-08 or 2009-04-14") for text in (
            "２００７", "٢٠٠٧", "2007-8", "2007-8-1", "07", "18/07/2007", "July 2007", "2007-", "2007-08-", "20070818",
            "2007-08-18T00:00", "-2007", "2007\0", "2007-2008", "B.E. 2551", "", " ",
        )),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(text, words):
    with pytest.raises(InvalidDate, match=words):
        parse(text)


def test_a_day_needs_its_month():
    with pytest.raises(InvalidDate, match="A day needs its month"):
        PartialDate(2007, None, 18)


def test_spaces_around_a_date_do_not_matter():
    assert parse(" 2007-08 ") == PartialDate(2007, 8)


def test_a_leap_day_is_a_day():
    assert parse("2008-02-29").last_day == datetime.date(2008, 2, 29)


@pytest.mark.parametrize(("text", "words"), [("2007", "2007"), ("2007-07", "July 2007"), ("2007-07-08", "8 July 2007")])
def test_a_date_in_words_says_what_is_known(text, words):
    assert in_words(parse(text)) == words


def test_no_date_has_no_words():
    assert in_words(None) == period_in_words(None, None) == ""


@given(partial_dates())
def test_words_name_a_month_only_when_it_is_known(date):
    assert any(month in in_words(date) for month in calendar.month_name[1:]) == (date.month is not None)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2002-02-26", "2002-02-28", "26–28 February 2002"),
        ("2002-02-26", "2002-03-01", "26 February 2002 – 1 March 2002"),
        ("2002-02-26", "2002-02-26", "26 February 2002"),
        ("2002-02", "2002-03", "February 2002 – March 2002"),
        ("2002", "2002", "2002"),
        ("2002-02-26", "2002-02", "26 February 2002 – February 2002"),
        ("2002-02-26", None, "26 February 2002"),
        (None, "2002-02-28", "28 February 2002"),
    ],
)
def test_a_period_says_nothing_twice(start, end, words):
    assert period_in_words(start and parse(start), end and parse(end)) == words


def test_a_date_compares_with_dates_only():
    with pytest.raises(TypeError):
        parse("2007") < "2008"  # noqa: B015
