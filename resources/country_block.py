"""The block of resources on the page of a member: publications about it, the newest first."""

from django.db.models import Count, Window

from baliportal.catalogue.blocks import Block, PendingBlocks
from baliportal.catalogue.partial_dates import PartialDate

from .models import Resource

#: Resources that are shown before the link to all of them; of each of two members side by side.
SHOWN, SHOWN_OF_PAIR = 8, 4


def of_country(country, page):
    """The newest resources about a country; of a day in the past those that were published by then."""
    few = SHOWN_OF_PAIR if page.is_pair else SHOWN
    resources = _resources(country, page.audience, page.question.as_of)[:few]
    return PendingBlocks((resources,), lambda: [_block(resources, country)])


def known_of_country(country, page):
    """The same as the portal told it on the day of the page."""
    few = SHOWN_OF_PAIR if page.is_pair else SHOWN
    day = page.question.as_of.isoformat() if page.question.as_of else "9999"
    resources = page.known_entries(
        "resource", lambda record: country.code in record["countries"] and record["date"] <= day, country.code
    )
    return [_block(resources[:few], country, len(resources))]


def _block(resources, country, total=None):
    total = (resources[0].total if resources else 0) if total is None else total
    context = {
        "resources": [_row(resource) for resource in resources],
        "more_url": f"/resources/?country={country.code}" if total > len(resources) else "",
    }
    return Block("resources", "Resources", "resources/country.html", context, total)


def _resources(country, audience, day):
    """The published resources about a country, and their number beside each."""
    resources = Resource.objects.published(audience).filter(countries=country)
    if day:
        resources = resources.filter(date__lte=PartialDate.of(day))
    return resources.annotate(total=Window(Count("pk"))).order_by("-date", "title", "pk")


def _row(resource):
    return {
        "title": resource.title,
        "url": resource.get_absolute_url(),
        "meta": ", ".join(filter(None, [resource.type_label, resource.date_in_words or "date not recorded"])),
        "restriction": resource.restriction,
    }
