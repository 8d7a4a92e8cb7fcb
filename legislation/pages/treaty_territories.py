"""The block of a treaty's page that says what applies to territories."""

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.models import Country
from baliportal.catalogue.partial_dates import in_words

from ..sources import named_sources
from ..territories import applications

TITLE = "What applies to territories"


def territories(page, countries):
    """One row for each territory; `countries` are those whose names are at hand. One query for the other names."""
    found = applications(page.record["territories"], page.question.as_of)
    names = _names(found, countries)
    rows = [_row(application, names, page) for application in found]
    rows.sort(key=lambda row: row["name"])
    context = {"rows": rows, "tell": page.tell_us_url}
    return [Block("territories", TITLE, "legislation/treaty_territories.html", context, len(rows))]


def _names(found, countries):
    names = {country.code: country.name for country in countries}
    others = {code for application in found for code in (application.territory, application.by)} - names.keys()
    return names | dict(Country.objects.filter(code__in=others).values_list("code", "name") if others else ())


def _row(application, names, page):
    return {
        "name": names[application.territory], "url": country_url(application.territory, page.audience),
        "by": names[application.by], "by_url": country_url(application.by, page.audience),
        "application": application, "since": in_words(application.since),
        "sources": named_sources([application.source_url]),
    }  # fmt: skip
