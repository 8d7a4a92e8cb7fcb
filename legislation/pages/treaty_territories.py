"""The block of a treaty's page that says what applies to territories."""

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.schema.prefetched import related

from ..sources import named_sources
from ..territories import applications

TITLE = "What applies to territories"


def territories(page):
    """One row for each territory, with the state through which it is bound."""
    found = applications(page.record["territories"], page.question.as_of)
    names = _names(related(page.entry, "territories"))
    rows = [_row(application, names, page) for application in found]
    rows.sort(key=lambda row: row["name"])
    context = {"rows": rows, "tell": page.tell_us_url}
    return [Block("territories", TITLE, "legislation/treaty_territories.html", context, len(rows))]


def _names(parts):
    return {country.code: country.name for part in parts for country in (part.territory, part.by)}


def _row(application, names, page):
    return {
        "name": names[application.territory], "url": country_url(application.territory, page.audience),
        "by": names[application.by], "by_url": country_url(application.by, page.audience),
        "application": application, "since": in_words(application.since),
        "sources": named_sources([application.source_url]),
    }  # fmt: skip
