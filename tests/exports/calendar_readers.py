"""Calendars as three parsers read them that share no code with the library that writes ours."""

import datetime
from typing import NamedTuple

import ics
import vobject
from ical.calendar_stream import IcsCalendarStream

UTC = datetime.UTC


class Read(NamedTuple):
    """An event; whole days are dates and end on the day after, moments are in UTC."""

    title: str
    start: datetime.date
    end: datetime.date | None
    status: str


def by_vobject(text):
    def value(event, name):
        return getattr(event, name).value if hasattr(event, name) else None

    calendar = vobject.readOne(text)
    return {
        event.uid.value: Read(value(event, "summary"), _moment(event.dtstart.value), _moment(value(event, "dtend")),
                              event.status.value)
        for event in getattr(calendar, "vevent_list", [])
    }  # fmt: skip


def by_ical(text):
    """A moment without an end has its begin as its end."""
    calendar = IcsCalendarStream.calendar_from_ics(text)
    return {
        event.uid: Read(event.summary, _moment(event.start), _moment(event.end), str(event.status.value))
        for event in calendar.events
    }


def by_ics(text):
    """As `by_ical`; this one also reads a backslash followed by n as a new line, where the backslash is escaped."""
    calendar = ics.Calendar(text)
    return {
        event.uid: Read(event.name, _arrow(event, event.begin), _arrow(event, event.end), event.status)
        for event in calendar.events
    }


READERS = (by_vobject, by_ical, by_ics)


def _moment(value):
    return value.astimezone(UTC) if isinstance(value, datetime.datetime) else value


def _arrow(event, moment):
    return moment.date() if event.all_day else moment.datetime.astimezone(UTC)
