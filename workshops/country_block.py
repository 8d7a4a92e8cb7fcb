"""The block of meetings on the page of a member: hosted, held there, chaired, attended."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Window

from baliportal.catalogue.blocks import Block, PendingBlocks
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.schema.prefetched import related

from .models import Attendance, Workshop

#: Meetings that are shown before the link to all of them; of each of two members side by side.
SHOWN, SHOWN_OF_PAIR = 12, 4


def of_country(country, page):
    """The newest meetings of a country; of a day in the past those that had begun by then."""
    few = SHOWN_OF_PAIR if page.is_pair else SHOWN
    meetings = _meetings(country, page.audience, page.question.as_of)[:few]
    return PendingBlocks((meetings,), lambda: [_block(meetings, country)])


def known_of_country(country, page):
    """The same as the portal told it on the day of the page."""
    few = SHOWN_OF_PAIR if page.is_pair else SHOWN
    day = page.question.as_of.isoformat() if page.question.as_of else "9999"
    meetings = page.known_entries(
        "workshop", lambda record: record["date"] <= day and _has_part(country.code, record), country.code
    )
    for meeting in meetings:
        _set_parts(meeting, country)
    return [_block(meetings[:few], country, len(meetings))]


def _has_part(code, record):
    codes = {record["place"], *record["host_countries"], *record["co_chairs"]}
    return code in codes | {row["country"] for row in record["attendances"]}


def _set_parts(meeting, country):
    """Set what `_meetings` annotates."""
    meeting.hosted = country in related(meeting, "host_countries")
    meeting.chaired = country in related(meeting, "co_chairs")
    roles = sorted(row.role for row in related(meeting, "attendances") if row.country_id == country.pk)
    meeting.attended_as = roles[0] if roles else None


def _block(meetings, country, total=None):
    total = (meetings[0].total if meetings else 0) if total is None else total
    context = {
        "meetings": [_row(meeting, country) for meeting in meetings],
        "more_url": f"/workshops/?country={country.code}" if total > len(meetings) else "",
    }
    return Block("meetings", "Meetings", "workshops/country.html", context, total)


def _meetings(country, audience, day):
    """The published meetings of a country with its parts in them, and their number beside each."""
    beside = {"workshop": OuterRef("pk"), "country": country}
    roles = Attendance.objects.filter(**beside).order_by("role").values("role")
    meetings = Workshop.objects.published(audience).annotate(
        hosted=Exists(Workshop.host_countries.through.objects.filter(**beside)),
        chaired=Exists(Workshop.co_chairs.through.objects.filter(**beside)),
        attended_as=Subquery(roles[:1]),
    )
    meetings = meetings.filter(Q(hosted=True) | Q(chaired=True) | Q(place=country) | Q(attended_as__isnull=False))
    if day:
        meetings = meetings.filter(date__lte=PartialDate.of(day))
    return meetings.annotate(total=Window(Count("pk"))).order_by("-date", "title", "pk")


def _row(meeting, country):
    parts = {
        "host": meeting.hosted,
        "held there": meeting.place_id == country.pk,
        "chair": meeting.chaired,
        f"attended as {meeting.attended_as}": meeting.attended_as,
    }
    return {
        "title": meeting.title,
        "url": meeting.get_absolute_url(),
        "date": meeting.date_in_words or "not recorded",
        "parts": ", ".join(part for part, holds in parts.items() if holds),
        "status": "" if meeting.event_status == "held" else meeting.get_event_status_display(),
        "restriction": meeting.restriction,
    }
