"""The inventory of resources."""

from baliportal.catalogue.languages import language_name
from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Text, Url
from baliportal.exports.plots import Columns
from baliportal.exports.report import (
    PAGE,
    VERIFICATION,
    Report,
    count_of,
    iso,
    name,
    names,
    page,
    source,
    streamed,
    verification,
)
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters, TopicFilter
from baliportal.exports.sql.aggregates import per_year
from baliportal.exports.year_filters import LastYearFilter, YearFilter

from ..models import Resource
from ..records import TYPES
from .filters import LanguageFilter, PublisherFilter


class ResourceFilters(ReportFilters):
    country = CountryFilter("countries", label="Country it is about")
    topic = TopicFilter()
    type = ChoiceFilter(TYPES, "Kind of resource", "type")
    publisher = PublisherFilter()
    language = LanguageFilter()
    from_year = YearFilter("Published from")
    to_year = LastYearFilter("Published to")

    class Meta:
        model = Resource
        fields = []


def inventory(filters):
    """One row per resource, by kind and title."""
    rows = filters.qs.select_related("publisher", "meeting").order_by("type", "title", "pk")
    for resource in streamed(rows, "topics", "countries"):
        yield {
            "type": resource.type_label,
            "title": resource.title,
            "publisher": name(resource.publisher),
            "language": language_name(resource.language) if resource.language else "",
            "published": iso(resource.date),
            "edition": resource.edition,
            "themes": names(resource.topics.all()),
            "countries": names(resource.countries.all()),
            "meeting": name(resource.meeting),
            "closing_date": iso(resource.closing_date),
            "url": resource.url,
            "source": source(resource),
            **verification(resource),
            "page": page(resource),
        }


RESOURCE_INVENTORY = Report(
    name="resource-inventory",
    title="Inventory of resources",
    question="Which statements, guides, reports and other resources are recorded, who published them, and where are "
    "they to be read?",
    rows=inventory,
    filters=ResourceFilters,
    count=count_of,
    plot=Columns("Resources per year of publication, by kind", "resources", per_year(TYPES)),
    columns=(
        SchemaField("type", "Kind of resource", ExpectedText(), "Which kind of resource it is.", "Policy guide"),
        SchemaField("title", "Resource", Text(), "The title in English."),
        SchemaField("publisher", "Publisher", ExpectedText(), "The organisation that published it."),
        SchemaField("language", "Language", ExpectedText(), "The language it is written in.", "English"),
        SchemaField("published", "Published", Date(), "As precise as known.", "2018-08"),
        SchemaField("edition", "Edition", Text(), "Which edition."),
        SchemaField("themes", "Themes", ExpectedText(), "What it is about."),
        SchemaField("countries", "Countries", Text(), "The countries it is about."),
        SchemaField("meeting", "From the meeting", Text(), "The meeting it came out of."),
        SchemaField("closing_date", "Closing date", Date(), "Of an opportunity or campaign: the last day."),
        SchemaField("url", "Web address", Url(), "Where it can be read."),
        SchemaField("source", "Source", ExpectedText(), "Where these facts come from."),
        *VERIFICATION,
        PAGE,
    ),
)
