"""iCalendar files (RFC 5545) of calendar entries.

A day is written without a time zone and ends on the day after (DTEND is exclusive), as Outlook and Google shift or hide
others. A date of which only the month or the year is known takes all its days, and says so in its title. A clock time
is written only where the day and the zone are recorded.
"""

import datetime
import re
from collections.abc import Iterable, Iterator

from django.utils.encoding import iri_to_uri
from icalendar import Calendar, Event, vCategory, vDuration, vText, vUri

from baliportal.catalogue.calendar_entries import CalendarEntry, Standing

from .icalendar_zones import vtimezone

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Bali Process knowledge portal//meetings//EN"
#: Right-hand side of every UID, the same whatever the portal's address is.
UID_DOMAIN = "bali-process-knowledge-portal"
#: Interval after which a program that subscribes may ask again.
REFRESH = datetime.timedelta(hours=12)
#: Note on every calendar.
UNDATED = "Records without a date are not in this file. Dates known to the month or year take all of its days."
DAY = datetime.timedelta(days=1)
STATUS = {
    Standing.HELD: "CONFIRMED", Standing.CONFIRMED: "CONFIRMED",
    Standing.PLANNED: "TENTATIVE", Standing.UNCONFIRMED: "TENTATIVE",
    Standing.POSTPONED: "TENTATIVE", Standing.CANCELLED: "CANCELLED",
}  # fmt: skip
#: Words before the title, as subscriptions of Google and Outlook show no STATUS.
BEFORE_TITLE = {
    Standing.PLANNED: "Planned", Standing.UNCONFIRMED: "Planned, not confirmed", Standing.POSTPONED: "Postponed",
    Standing.CANCELLED: "Cancelled",
}  # fmt: skip
#: Characters that RFC 5545 forbids in a text, and those at which programs break lines though it does not.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class EscapedText(vText):
    r"""A TEXT value (3.3.11); `vText` takes a backslash before an N, as in C:\New, for a line break."""

    def to_ical(self) -> bytes:
        text = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return text.encode()


def write(entries: Iterable[CalendarEntry], name: str = "Bali Process", note: str = "") -> Iterator[bytes]:
    """Yield the bytes of one calendar; each time zone stands before the first event in it.

    Entries without a date are left out, as an event has a first day. A calendar has a component at least (3.6): one
    without events has the time zone UTC.
    """
    head, end = _calendar(name, note).to_ical().split(b"END:VCALENDAR")
    yield head
    zones: set[str] = set()
    dated = (entry for entry in entries if entry.start)
    for entry in dated:
        zone = entry.time_zone if entry.begins else ""
        if zone and zone not in zones:
            yield vtimezone(zone).to_ical()
        zones.add(zone)
        yield event(entry).to_ical()
    if not zones:
        yield vtimezone("UTC").to_ical()
    yield b"END:VCALENDAR" + end


def event(entry: CalendarEntry) -> Event:
    """Return the VEVENT of a dated entry whose addresses are absolute."""
    component = Event()
    component.add("uid", f"{entry.public_id}@{UID_DOMAIN}")
    component.add("sequence", entry.version)
    changed = entry.changed or entry.created or datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    component.add("dtstamp", changed.astimezone(datetime.UTC))
    component.add("last-modified", changed.astimezone(datetime.UTC))
    if entry.created:
        component.add("created", entry.created.astimezone(datetime.UTC))
    _add_span(component, entry)
    component.add("summary", _text(_title(entry)))
    component.add("status", STATUS[entry.standing])
    component.add("description", _text(_description(entry)))
    component.add("url", vUri(iri_to_uri(entry.url)))
    if entry.place:
        component.add("location", _text(entry.place))
    if entry.themes:
        categories = vCategory([])
        categories.cats = [_text(theme) for theme in entry.themes]
        component.add("categories", categories)
    for _, address in entry.links:
        component.add("attach", vUri(iri_to_uri(address)))
    return component


def _calendar(name, note):
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):  # that of RFC 7986, and that which programs read
        calendar.add(key, _text(name))
    if note:
        for key in ("description", "x-wr-caldesc"):
            calendar.add(key, _text(note))
    calendar.add("refresh-interval", vDuration(REFRESH), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar


def _add_span(component, entry):
    """Add the clock times where both or only the first is known within a day, else whole days to the day after."""
    begins, ends = entry.begins, entry.ends
    if begins and (ends or entry.first_day == entry.last_day):
        component.add("dtstart", begins)
        if ends:
            component.add("dtend", ends)
        return
    component.add("dtstart", entry.first_day)
    component.add("dtend", entry.last_day + DAY)
    component.add("transp", "TRANSPARENT")  # days of others are not marked as busy


def _title(entry):
    before = BEFORE_TITLE.get(entry.standing, "")
    missing = {"month": "day not recorded", "year": "day and month not recorded"}.get(entry.precision, "")
    title = f"{before}: {entry.title}" if before else entry.title
    return f"{title} ({missing})" if missing else title


def _description(entry):
    """Lines: status, days and times, facts, summary, documents, page."""
    lines = [f"{label}: {words}" for label, words in (
        ("Status", entry.status), ("When", entry.days_in_words), ("Time", entry.times_in_words), *entry.facts,
    ) if words]  # fmt: skip
    lines += ["", entry.summary] if entry.summary else []
    lines += ["", *(f"{label}: {address}" for label, address in entry.links)] if entry.links else []
    return "\n".join([*lines, "", f"Record: {entry.url}"])


def _text(text):
    return EscapedText(CONTROLS.sub(" ", text))
