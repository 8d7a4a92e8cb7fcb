"""Page contents of series of meetings: all of them, and one with its whole row."""

from collections import defaultdict

from django.utils import timezone

from baliportal.catalogue.schema.relations import is_visible_to

from ..models import Series, Workshop
from ..series_row import Gap, SeriesRow, ordinal_in_words
from ..standing import WORDS, standing_of
from .series_place import meeting_meta

UNKNOWN = "not recorded"


def all_series(audience):
    """Every series with its number of meetings, years and gaps, by name; two queries."""
    meetings = defaultdict(list)
    for meeting in Workshop.objects.published(audience).exclude(series=None).only(*_OF_A_ROW):
        meetings[meeting.series_id].append(meeting)
    day = timezone.localdate()
    return [_summary(series, SeriesRow(meetings[series.pk], day)) for series in Series.objects.all()]


_OF_A_ROW = ("title", "date", "end_date", "event_status", "ordinal", "series_id")


def series_page(series, audience):
    """Template context of one series."""
    row = row_with_hosts(series, audience)
    return _summary(series, row) | {
        "rows": [_gap(item) if isinstance(item, Gap) else _meeting(item, row.day, audience) for item in row.items],
        "ends": [
            _end("First", row.first, UNKNOWN), _end("Latest held", row.last, "none is recorded as held"),
            _end("Next", row.next, "none to come is recorded"),
        ],
        "notes": list(_notes(row)), "calendar_url": f"/calendar/?series={series.slug}",
    }  # fmt: skip


def row_with_hosts(series, audience):
    """The row of a series with the hosts of its meetings; four queries."""
    meetings = series.meetings.published(audience).select_related("place")
    return SeriesRow(meetings.prefetch_related("host_countries", "host_organisations"), timezone.localdate())


def hosts_of(meeting, audience):
    """Names of the countries and organisations that hosted a meeting, as far as an audience may see them."""
    bodies = [body for body in meeting.host_organisations.all() if is_visible_to(body, audience)]
    return [str(host) for host in (*meeting.host_countries.all(), *bodies)]


def _summary(series, row):
    return {
        "name": series.name, "url": series.get_absolute_url(), "mechanism": series.mechanism,
        "count": len(row.meetings), "years": _years(row.meetings), "gaps": row.gaps_in_words,
        "highest": ordinal_in_words(row.numbers[-1]) if row.numbers else "",
    }  # fmt: skip


def _years(meetings):
    years = sorted({meeting.date.year for meeting in meetings if meeting.date})
    if not years:
        return "years not recorded"
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def _meeting(meeting, day, audience):
    return {
        "number": ordinal_in_words(meeting.ordinal) if meeting.ordinal else UNKNOWN, "title": meeting.title,
        "url": meeting.get_absolute_url(), "days": meeting.period_in_words or UNKNOWN,
        "place": meeting.place_in_words or UNKNOWN, "hosts": "; ".join(hosts_of(meeting, audience)) or UNKNOWN,
        "status": WORDS[standing_of(meeting, day)], "restriction": meeting.restriction,
    }  # fmt: skip


def _gap(gap):
    return {"gap": gap.in_words}


def _end(label, meeting, nothing):
    if meeting is None:
        return {"label": label, "text": nothing}
    return {"label": label, "title": meeting.title, "url": meeting.get_absolute_url(), "meta": meeting_meta(meeting)}


def _notes(row):
    if row.numbers_twice:
        numbers = ", ".join(map(ordinal_in_words, row.numbers_twice))
        yield f"More than one meeting has the number: {numbers}."
    if not row.follows_dates:
        yield "The numbers do not follow the dates: sources count in different ways, or a date or number is wrong."
