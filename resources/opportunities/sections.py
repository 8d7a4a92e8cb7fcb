"""Sections of the list of a type: resources by their closing dates."""

from itertools import islice

from django.utils import timezone

from baliportal.catalogue.schema.relations import is_visible_to
from baliportal.search.listing import every_pk

from ..models import Resource
from .closing import TITLES, Closing, closing_in_words, closing_of

#: Resources of one type that the list reads at most; its files hold all.
MOST = 2_000
#: Past ones on one page.
PAGE_OF_PAST = 20


def sections(asked, type_name, audience):
    """Return (the sections with their rows, the number of past ones); of the past, those of the page asked for.

    Open ones come in the order in which they close, past ones the latest first, the others the newest first.
    """
    day = timezone.localdate()
    groups = {closing: [] for closing in Closing}
    for resource in _resources(asked, audience):
        groups[closing_of(resource.closing_date, day)].append(resource)
    groups[Closing.OPEN].sort(key=lambda resource: (str(resource.closing_date), resource.title))
    groups[Closing.NOT_RECORDED].sort(key=lambda resource: str(resource.date or ""), reverse=True)
    past = sorted(groups[Closing.PAST], key=lambda resource: str(resource.closing_date), reverse=True)
    shown = groups | {Closing.PAST: past[(asked.page - 1) * PAGE_OF_PAST : asked.page * PAGE_OF_PAST]}
    return [
        _section(closing, type_name, shown[closing], len(groups[closing]), day, audience) for closing in Closing
    ], len(past)


def _resources(asked, audience):
    found = Resource.objects.published(audience).filter(pk__in=list(islice(every_pk(asked, audience), MOST)))
    return found.select_related("publisher").prefetch_related("countries").order_by("title", "pk")


def _section(closing, type_name, resources, total, day, audience):
    rows = [_row(resource, type_name, day, audience) for resource in resources]
    return {"id": closing.value, "title": TITLES[type_name][closing], "rows": rows, "total": total}


def _row(resource, type_name, day, audience):
    publisher = resource.publisher if resource.publisher and is_visible_to(resource.publisher, audience) else None
    return {
        "title": resource.title,
        "url": resource.get_absolute_url(),
        "closing": closing_in_words(type_name, resource.closing_date, day),
        "begun": resource.date_in_words,
        "by": publisher.title if publisher else "",
        "countries": ", ".join(country.name for country in resource.countries.all()),
        "summary": resource.summary,
        "restriction": resource.restriction,
    }
