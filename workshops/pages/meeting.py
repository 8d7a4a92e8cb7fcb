"""The page of a meeting: how it stands, when, where and by whom, its papers, who came, its series, what followed."""

from django.utils import timezone

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.details import Shown, shown
from baliportal.catalogue.related import nonempty
from baliportal.files.named_in import named_in

from ..calendar.source import entries
from ..series_row import SeriesRow, ordinal_in_words
from ..standing import WORDS, standing_of
from .documents import agenda_of, documents_block, endorsed_at
from .participants import participants_block
from .series_place import series_block

UNKNOWN = "Not recorded"
#: Fields that the strip and the blocks show.
IN_BLOCKS = (
    "event_status", "date", "end_date", "start_time", "end_time", "time_zone", "city", "venue", "place", "series",
    "ordinal", "host_countries", "host_organisations", "co_chairs", "funders", "attendances", "outcomes",
)  # fmt: skip


def head_of_meeting(page):
    """The strip with what people ask first, then the clock times and the way into one's own calendar."""
    meeting = page.entry
    standing = standing_of(meeting, timezone.localdate())
    strip = Block("state", "", "catalogue/strip.html", {
        "state": {"state": standing.value, "words": WORDS[standing]}, "cells": list(_cells(page)), "doubt": page.doubt,
        "basis": " ".join(filter(None, [page.changed_text, page.verification["text"]])),
    })  # fmt: skip
    return [strip, *_times(page)]


def blocks_of_meeting(page):
    """Agenda and outcomes, documents, participants, the series, and what followed."""
    endorsed = page.once("endorsed", lambda: endorsed_at(page))
    return [
        Block("outcomes", "Agenda and outcomes", "workshops/outcomes.html", {
            "agenda": agenda_of(page), "outcomes": page.record["outcomes"], "tell": page.tell_us_url,
            "tell_outcomes": page.tell_us_fact_url("outcomes"),
        }),
        documents_block(page, endorsed),
        participants_block(page),
        *series_block(page, _row(page)),
        _followed(page, endorsed),
    ]  # fmt: skip


def _cells(page):
    """When, where, host, chair, funder, series: each links, a text, or not recorded with the way to tell it."""
    meeting, field = page.entry, page.kind.field
    yield _cell("When", [Shown(meeting.period_in_words)] if meeting.date else [], page.tell_us_fact_url("date"))
    place = [Shown(part) for part in (meeting.venue, meeting.city) if part]
    place += shown(field("place"), meeting, page.audience)
    yield _cell("Where", place, page.tell_us_fact_url("place") or page.tell_us_url)
    hosts = [value for name in ("host_countries", "host_organisations") for value in _shown(page, name)]
    yield _cell("Hosted by", hosts, page.tell_us_fact_url("hosts") or page.tell_us_url)
    yield _cell("Chaired by", _shown(page, "co_chairs"), page.tell_us_url)
    yield _cell("Paid for by", _shown(page, "funders"), page.tell_us_url)
    yield _cell("Series", _series(meeting), "", "Not recorded as part of a series")


def _cell(label, values, tell, unknown=UNKNOWN):
    return {"label": label, "links": values, "text": unknown, "unknown": not values, "tell": "" if values else tell}


def _shown(page, name):
    return shown(page.kind.field(name), page.entry, page.audience)


def _series(meeting):
    if meeting.series is None:
        return []
    number = f"{ordinal_in_words(meeting.ordinal)} of: " if meeting.ordinal else "One of: "
    return [Shown(f"{number}{meeting.series}", url=meeting.series.get_absolute_url())]


def _times(page):
    """Clock times with the moment for the reader's own time zone, and the iCalendar file of a dated meeting."""
    (entry,) = entries([page.entry], page.audience)
    if entry.start is None:
        return []
    return [Block("times", "", "workshops/times.html", {
        "entry": entry, "begins": entry.begins.isoformat() if entry.begins else "",
        "ends": entry.ends.isoformat() if entry.ends else "", "file": f"{entry.url.rstrip('/')}.ics",
    })]  # fmt: skip


def _row(page):
    series = page.entry.series
    return series and page.once("row", lambda: SeriesRow.of(series, page.audience, timezone.localdate()))


def _followed(page, endorsed):
    """Records of this portal that name the meeting, or that it endorsed."""
    naming = nonempty(named_in(page.entry, page.audience)) if page.entry.pk else []
    rows = [vars(item) | {"how": "Names this meeting"} for section in naming for item in section.items]
    rows += [row | {"how": "Endorsed here"} for row in endorsed]
    return Block("followed", "What followed, and where it is named", "workshops/followed.html", {
        "rows": rows, "tell": page.tell_us_url,
    }, len(rows))  # fmt: skip
