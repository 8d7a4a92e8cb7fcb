"""Clock times and time zones are checked wherever they come in."""

import pytest
from django.core.exceptions import ValidationError

from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.schema.scalars import InvalidValue
from workshops.local_times import ClockTime, TimeZone
from workshops.models import Workshop


@pytest.mark.parametrize("text", ["", "00:00", "09:30", "23:59"])
def test_times_of_two_and_two_digits_are_taken(text):
    assert ClockTime().clean(text) == text


@pytest.mark.parametrize("text", ["9:30", "24:00", "09:60", "09.30", "0930", "09:3\n", "०९:३०", "9 am"])
def test_other_times_are_refused_with_an_example(text):
    with pytest.raises(InvalidValue, match="09:30"):
        ClockTime().clean(text)


@pytest.mark.parametrize("name", ["", "Asia/Jakarta", "Pacific/Port_Moresby", "UTC"])
def test_names_of_zones_are_taken(name):
    assert TimeZone().clean(name) == name


@pytest.mark.parametrize("name", ["Jakarta", "asia/jakarta", "WIB", "+07:00", "localtime", "../etc/passwd"])
def test_what_is_no_zone_is_refused_with_an_example(name):
    with pytest.raises(InvalidValue, match="Asia/Jakarta"):
        TimeZone().clean(name)


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"start_time": "09:30", "end_time": "17:00"}, set()),
        ({"start_time": "17:00", "end_time": "09:30"}, {"end_time"}),
        ({"start_time": "17:00", "end_time": "09:30", "end_date": "2026-12-04"}, set()),
        ({"start_time": "9:30"}, {"start_time"}),
        ({"time_zone": "Jakarta"}, {"time_zone"}),
    ],
)
def test_the_form_refuses_times_that_make_no_sense(facts, wrong):
    facts = facts | {"end_date": PartialDate.parse(facts["end_date"]) if "end_date" in facts else None}
    meeting = Workshop(title="Talks", slug="talks", kind="workshop", date=PartialDate.parse("2026-12-03"), **facts)
    assert set(_problems(meeting)) == wrong


def _problems(meeting):
    try:
        meeting.full_clean(exclude=["entry_ptr"], validate_unique=False, validate_constraints=False)
    except ValidationError as problem:
        return problem.message_dict
    return {}
