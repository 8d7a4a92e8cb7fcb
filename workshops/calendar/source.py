"""Meetings as calendar entries (`Kind.calendar`)."""

from collections import defaultdict
from dataclasses import replace

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from baliportal.accounts.audience import levels_for
from baliportal.catalogue.calendar_entries import CalendarEntry, CalendarSource
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.relations import is_visible_to
from baliportal.files.models import File

from ..models import Workshop
from ..standing import WORDS, standing_of

#: The kind of record whose entries these are.
KIND = "workshop"


def select(question, audience):
    """The meetings that answer a question, by date; those without a date are not among them."""
    meetings = _chosen(question, audience).exclude(date="").select_related("place", "series")
    if question.first:
        meetings = meetings.not_over_before(question.first)
    if question.last:
        meetings = meetings.begun_by(question.last)
    return meetings.order_by("date", "end_date", "title", "pk")


def undated(question, audience):
    """The meetings without a date that answer the choices, by title."""
    return _chosen(question, audience).filter(date="").order_by("title", "pk")


def entries(meetings, audience, whole=False):
    """Calendar entries of meetings; whole ones take at most nine queries, whatever their number."""
    if not whole:
        return [_entry(meeting) for meeting in meetings]
    prefetch_related_objects(meetings, "place", "series", "host_countries", "host_organisations", "co_chairs", "topics")
    documents = _documents(meetings, audience)
    return [_whole(meeting, audience, documents[meeting.pk]) for meeting in meetings]


def _chosen(question, audience):
    meetings = Workshop.objects.published(audience)
    if question.kind not in ("", KIND):
        return meetings.none()
    wanted = {"type": question.type, "series__slug": question.series}
    meetings = meetings.filter(**{name: value for name, value in wanted.items() if value})
    if question.topic:
        about = Entry.objects.filter(Q(topics__slug=question.topic) | Q(topics__parent__slug=question.topic))
        meetings = meetings.filter(pk__in=about.values("pk"))
    if question.host:
        hosted = Workshop.host_countries.through.objects.filter(country__code=question.host)
        meetings = meetings.filter(pk__in=hosted.values("workshop"))
    return meetings


def _entry(meeting):
    standing = standing_of(meeting, timezone.localdate())
    return CalendarEntry(
        public_id=meeting.public_id, title=meeting.title, url=meeting.get_absolute_url(),
        label=meeting.type_label or "Meeting", start=meeting.date, end=meeting.end_date,
        start_time=meeting.start_time, end_time=meeting.end_time, time_zone=meeting.time_zone,
        standing=standing, status=WORDS[standing], summary=meeting.summary,
        place=", ".join(filter(None, [meeting.venue, meeting.place_in_words])), version=meeting.version,
        created=meeting.created_at, changed=meeting.public_updated_at or meeting.updated_at,
        restriction=meeting.restriction,
    )  # fmt: skip


def _whole(meeting, audience, links):
    themes = tuple(str(topic) for topic in meeting.topics.all())
    return replace(_entry(meeting), facts=tuple(_facts(meeting, audience)), themes=themes, links=tuple(links))


def _facts(meeting, audience):
    """Label and words of what people look for in a calendar: kind, place in the series, format, hosts, chairs."""
    yield "Kind", meeting.type_label
    yield "Series", series_in_words(meeting)
    yield "Format", meeting.get_format_display()
    bodies = [each for each in meeting.host_organisations.all() if is_visible_to(each, audience)]
    yield "Host", "; ".join(map(str, [*meeting.host_countries.all(), *bodies])) or "not recorded"
    yield "Chair", "; ".join(map(str, meeting.co_chairs.all())) or "not recorded"


def series_in_words(meeting):
    """'Steering Group meetings, number 5'; '' for a meeting of no series."""
    if meeting.series is None:
        return ""
    return f"{meeting.series}, number {meeting.ordinal}" if meeting.ordinal else str(meeting.series)


def _documents(meetings, audience):
    """{pk: [(label, address)]} of the files of meetings, and of the resources made for or endorsed at them."""
    keys, found = [meeting.pk for meeting in meetings], defaultdict(list)
    for file in File.objects.filter(entry__in=keys, visibility__in=levels_for(audience)).order_by("pk"):
        found[file.entry_id].append((f"{file.role_label or 'File'}: {file}", file.get_absolute_url()))
    for name in ("materials", "endorsed_resources"):
        field = Workshop._meta.get_field(name).field
        resources = field.model.objects.published(audience).filter(**{f"{field.name}__in": keys})
        for resource in resources.order_by("title", "pk"):
            found[getattr(resource, field.attname)].append((resource.title, resource.get_absolute_url()))
    return found


MEETINGS = CalendarSource(select, entries, undated)
