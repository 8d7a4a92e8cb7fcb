"""iCalendar files say what is known, no more, to every program that reads them."""

import datetime
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from baliportal.catalogue.calendar_entries import CalendarEntry, Standing
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.exports.formats.icalendar_format import write
from baliportal.exports.formats.icalendar_zones import vtimezone

from ..catalogue.strategies import texts
from .calendar_readers import READERS, Read, by_ical, by_vobject

UID = "9j10k137@bali-process-knowledge-portal"
MEETING = CalendarEntry("9j10k137", "Third workshop", "/workshops/third/", "Workshop", PartialDate.parse("2007-08-14"))
ZONES = ["Asia/Jakarta", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Tehran", "UTC"]


def meeting(start="", end="", **facts):
    dates = {"start": PartialDate.parse(start) if start else None, "end": PartialDate.parse(end) if end else None}
    return replace(MEETING, **dates, **facts)


def file_of(*entries, **about):
    return b"".join(write([entry.at("https://portal.example") for entry in entries], **about)).decode()


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("start", "end", "first", "after", "title"),
    [
        ("2007-08-14", "", "2007-08-14", "2007-08-15", "Third workshop"),
        ("2007-08-14", "2007-08-16", "2007-08-14", "2007-08-17", "Third workshop"),
        ("2024-02-28", "2024-02-29", "2024-02-28", "2024-03-01", "Third workshop"),
        ("2007-08", "", "2007-08-01", "2007-09-01", "Third workshop (day not recorded)"),
        ("2007-12", "", "2007-12-01", "2008-01-01", "Third workshop (day not recorded)"),
        ("2007", "", "2007-01-01", "2008-01-01", "Third workshop (day and month not recorded)"),
        ("2008", "2009", "2008-01-01", "2010-01-01", "Third workshop (day and month not recorded)"),
        ("2007-08-14", "2007-09", "2007-08-14", "2007-10-01", "Third workshop (day not recorded)"),
        ("2007-08-14", "2006-01-01", "2007-08-14", "2007-08-15", "Third workshop"),
        ("1800-01-01", "", "1800-01-01", "1800-01-02", "Third workshop"),
        ("2199", "", "2199-01-01", "2200-01-01", "Third workshop (day and month not recorded)"),
    ],
)
def test_days_have_no_zone_and_end_on_the_day_after(reader, start, end, first, after, title):
    text = file_of(meeting(start, end))
    assert f"DTSTART;VALUE=DATE:{first.replace('-', '')}\r\n" in text
    assert "TZID" not in text
    assert reader(text) == {UID: Read(title, day(first), day(after), "CONFIRMED")}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("zone", "date", "begins", "ends"),
    [
        ("Asia/Jakarta", "2026-12-03", "2026-12-03T02:30", "2026-12-03T10:00"),
        ("Asia/Kathmandu", "2026-12-03", "2026-12-03T03:45", "2026-12-03T11:15"),
        ("Australia/Sydney", "2026-12-03", "2026-12-02T22:30", "2026-12-03T06:00"),
        ("Australia/Sydney", "2026-07-03", "2026-07-02T23:30", "2026-07-03T07:00"),
        ("Australia/Sydney", "2006-04-01", "2006-03-31T22:30", "2006-04-01T06:00"),
        ("UTC", "2026-12-03", "2026-12-03T09:30", "2026-12-03T17:00"),
    ],
)
def test_a_clock_time_is_the_same_moment_everywhere(reader, zone, date, begins, ends):
    text = file_of(meeting(date, start_time="09:30", end_time="17:00", time_zone=zone))
    read = reader(text)[UID]
    assert (read.start, read.end) == tuple(datetime.datetime.fromisoformat(f"{time}+00:00") for time in (begins, ends))


@pytest.mark.parametrize(
    "facts",
    [
        {"start_time": "09:30"},  # no zone
        {"start_time": "09:30", "time_zone": "Asia/Nowhere"},
        {"time_zone": "Asia/Jakarta"},
        {"end_time": "17:00", "time_zone": "Asia/Jakarta"},
    ],
)
def test_without_a_zone_or_a_begin_the_whole_day_is_taken(facts):
    read = by_vobject(file_of(meeting("2026-12-03", **facts)))[UID]
    assert (read.start, read.end) == (day("2026-12-03"), day("2026-12-04"))


def test_a_time_is_never_put_on_a_day_that_is_not_recorded():
    text = file_of(meeting("2026-12", start_time="09:30", end_time="17:00", time_zone="Asia/Jakarta"))
    assert by_vobject(text)[UID].start == day("2026-12-01")
    assert r"Time: 09:30 to 17:00\, Asia/Jakarta" in "".join(unfolded(text))


def test_of_several_days_with_a_begin_alone_the_days_are_taken():
    text = file_of(meeting("2026-12-03", "2026-12-04", start_time="09:30", time_zone="Asia/Jakarta"))
    assert by_vobject(text)[UID].end == day("2026-12-05")


@pytest.mark.parametrize(
    ("standing", "status", "title"),
    [
        (Standing.HELD, "CONFIRMED", "Third workshop"),
        (Standing.PLANNED, "TENTATIVE", "Planned: Third workshop"),
        (Standing.UNCONFIRMED, "TENTATIVE", "Planned, not confirmed: Third workshop"),
        (Standing.POSTPONED, "TENTATIVE", "Postponed: Third workshop"),
        (Standing.CANCELLED, "CANCELLED", "Cancelled: Third workshop"),
    ],
)
def test_how_it_stands_is_said_in_the_status_and_before_the_title(standing, status, title):
    for reader in READERS:
        read = reader(file_of(meeting("2026-12-03", standing=standing)))[UID]
        assert (read.status, read.title) == (status, title)


def test_an_event_names_its_version_page_place_themes_and_documents():
    lines = unfolded(file_of(meeting(
        "2026-12-03", version=7, place="Bali, Indonesia", themes=("Return, reintegration", "Borders"),
        links=(("Agenda", "/files/ab/"), ("Handbook", "https://example.org/ก")),
        changed=datetime.datetime(2026, 11, 28, 10, 15, tzinfo=ZoneInfo("Asia/Jakarta")),
    )))  # fmt: skip
    for line in (
        "SEQUENCE:7", "URL:https://portal.example/e/9j10k137/", r"LOCATION:Bali\, Indonesia",
        r"CATEGORIES:Return\, reintegration,Borders", "ATTACH:https://portal.example/files/ab/",
        "ATTACH:https://example.org/%E0%B8%81", "DTSTAMP:20261128T031500Z", "LAST-MODIFIED:20261128T031500Z",
    ):  # fmt: skip
        assert line in lines, line
    described = next(line for line in lines if line.startswith("DESCRIPTION:When"))
    assert r"Agenda: https://portal.example/files/ab/\n" in described
    assert described.endswith(r"\n\nRecord: https://portal.example/e/9j10k137/")


@pytest.mark.parametrize("title", ["C:\\New; a, b", "one\ntwo", "\\", "\\n\\N", "a\\;b", "ข้อตกลง, \u202eاتفاق", "=1+1"])
def test_texts_are_escaped_as_the_standard_has_it(title):
    text = file_of(replace(MEETING, public_id="t", title=title, themes=(title,)))
    assert by_vobject(text)["t@bali-process-knowledge-portal"].title == title
    assert by_ical(text)["t@bali-process-knowledge-portal"].title == title


def test_what_has_no_date_is_left_out_and_an_empty_calendar_is_one_all_the_same():
    for text in (file_of(), file_of(meeting())):
        assert "BEGIN:VEVENT" not in text
        assert text.count("BEGIN:VTIMEZONE") == 1  # RFC 5545, 3.6: at least one component
        assert all(reader(text) == {} for reader in READERS)


def test_a_zone_stands_once_and_before_the_first_event_in_it():
    one = meeting("2026-12-03", start_time="09:30", time_zone="Asia/Jakarta")
    text = file_of(meeting("2026-01-01"), one, replace(one, public_id="other"))
    assert text.count("TZID:Asia/Jakarta\r\n") == 1
    assert text.index("BEGIN:VTIMEZONE") < text.index("DTSTART;TZID=Asia/Jakarta")


def test_summer_time_begins_at_the_clock_time_before_it():
    """RFC 5545, 3.6.5: an onset is given in the offset that is in use before it."""
    text = vtimezone("Europe/Vienna").to_ical().decode()
    summer, winter = (part for part in text.split("BEGIN:") if "RRULE" in part)
    if summer.startswith("STANDARD"):
        summer, winter = winter, summer
    assert re.search(r"DTSTART:\d{8}T020000", summer)
    assert re.search(r"DTSTART:\d{8}T030000", winter)
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in summer
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in winter


#: Years of which all readers know the summer times: `ics` knows none from October 2037 on.
dates = st.dates(day("1996-01-01"), day("2036-12-31"))
partial_dates = st.builds(lambda date, size: PartialDate.parse(str(date)[:size]), dates, st.sampled_from([4, 7, 10]))
clock_times = st.one_of(st.just(""), st.times().map(lambda time: f"{time:%H:%M}"))
entries = st.builds(
    CalendarEntry,
    public_id=st.uuids().map(lambda uuid: uuid.hex[:8]),
    title=texts(min_size=1),
    url=st.just("/workshops/a/"),
    label=st.just("Workshop"),
    start=partial_dates,
    end=st.one_of(st.none(), partial_dates),
    start_time=clock_times,
    end_time=clock_times,
    time_zone=st.sampled_from(["", "Asia/Nowhere", *ZONES]),
    standing=st.sampled_from(list(Standing)),
    place=texts(),
    summary=texts(200),
    facts=st.lists(st.tuples(st.just("Host"), texts()), max_size=2).map(tuple),
    themes=st.lists(texts(min_size=1), max_size=3).map(tuple),
    links=st.lists(st.tuples(texts(), st.just("https://example.org/ก?a=1;b,c")), max_size=2).map(tuple),
    version=st.integers(0, 10_000),
)


@given(st.lists(entries, max_size=4, unique_by=lambda entry: entry.public_id))
def test_whatever_the_records_say_the_lines_are_those_of_the_standard(made):
    """CRLF, at most 75 octets, no character cut in two, no control character; every property has a name."""
    raw = b"".join(write([entry.at("https://portal.example") for entry in made]))
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines[:-1]:
        assert len(line) <= 75
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", line.decode())
    for line in unfolded(raw.decode())[:-1]:
        assert re.match(r"[A-Z-]+[:;]", line), line


@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])  # to shrink a failure takes three parsers minutes
@given(st.lists(entries, max_size=4, unique_by=lambda entry: entry.public_id))
def test_whatever_the_records_say_three_parsers_read_the_same(made):
    text = file_of(*made)
    by_all = [reader(text) for reader in READERS]
    for entry in made:
        first, second, third = (read[f"{entry.public_id}@bali-process-knowledge-portal"] for read in by_all)
        assert first.title == second.title
        assert seen(entry.title) in seen(first.title)
        assert seen(third.title).replace("\\", "") == seen(first.title).replace("\\", "") or "\\" in entry.title
        assert first.start == second.start == third.start
        assert first.end == second.end == third.end or first.end is None
        assert first.end is None or first.end > first.start
    assert [len(read) for read in by_all] == [len(made)] * 3


def seen(text):
    """A text without what no program shows: controls, a byte-order mark, and spaces at the ends, which parsers strip."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", " ", text).split())
