"""Closing dates of opportunities, and last days of campaigns, as calendar entries (`Kind.calendar`)."""

from dataclasses import replace

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from baliportal.catalogue.calendar_entries import CalendarEntry, CalendarSource
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.schema.relations import is_visible_to

from ..models import Resource
from .closing import VERBS, closing_in_words

KIND = "resource"
#: Types of resource that close, with what the calendar says of them.
LABELS = {"opportunity": "Closing date of an opportunity", "campaign": "Last day of a campaign"}


def select(question, audience):
    """The resources with a closing date that answer a question, the first to close first: none by series or host."""
    resources = Resource.objects.published(audience).filter(type__in=LABELS).exclude(closing_date="")
    if question.kind not in ("", KIND) or question.series or question.host:
        return resources.none()
    if question.type:
        resources = resources.filter(type=question.type)
    if question.topic:
        about = Entry.objects.filter(Q(topics__slug=question.topic) | Q(topics__parent__slug=question.topic))
        resources = resources.filter(pk__in=about.values("pk"))
    if question.first:
        resources = resources.filter(_may_close_on_or_after(question.first))
    if question.last:
        resources = resources.filter(closing_date__lte=str(PartialDate.of(question.last)))
    return resources.order_by("closing_date", "title", "pk")


def entries(resources, audience, whole=False):
    """Calendar entries of resources; whole ones name the publisher and the themes, in two queries."""
    if not whole:
        return [_entry(resource) for resource in resources]
    prefetch_related_objects(resources, "publisher", "topics")
    return [_whole(resource, audience) for resource in resources]


def _may_close_on_or_after(day):
    """Texts of partial dates sort as the dates do; a year or month of the day may still be to come."""
    return Q(closing_date__gte=f"{day:%Y-%m-%d}") | Q(closing_date__in=[f"{day:%Y}", f"{day:%Y-%m}"])


def _entry(resource):
    return CalendarEntry(
        public_id=resource.public_id, title=f"{VERBS[resource.type][0]}: {resource.title}",
        url=resource.get_absolute_url(), label=LABELS[resource.type], start=resource.closing_date, has_place=False,
        status=closing_in_words(resource.type, resource.closing_date, timezone.localdate()), summary=resource.summary,
        version=resource.version, created=resource.created_at,
        changed=resource.public_updated_at or resource.updated_at, restriction=resource.restriction,
    )  # fmt: skip


def _whole(resource, audience):
    publisher = resource.publisher if resource.publisher and is_visible_to(resource.publisher, audience) else None
    facts = (("Kind", LABELS[resource.type]), ("Offered by", publisher.title if publisher else "not recorded"))
    return replace(_entry(resource), facts=facts, themes=tuple(str(topic) for topic in resource.topics.all()))


CLOSING_DATES = CalendarSource(
    select,
    entries,
    date_field="closing_date",
    label="Closing dates of opportunities and campaigns",
    types=tuple(LABELS),
)
