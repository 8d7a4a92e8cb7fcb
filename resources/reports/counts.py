"""Number of resources by kind, publisher, language and year."""

from django.db.models import Case, Count, F, Q, Value, When

from baliportal.catalogue.languages import language_name
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Number, Text
from baliportal.exports.plots import Columns
from baliportal.exports.report import Report
from baliportal.exports.sql.aggregates import distinct_rows, per_year, year

from ..records import TYPES
from .inventory import ResourceFilters

PUBLIC_PUBLISHER = Q(publisher__status=Status.PUBLISHED, publisher__visibility=Visibility.PUBLIC)


def counted(filters):
    """One row per kind, publisher, language and year that occur together; each resource counts once."""
    found = distinct_rows(filters.qs).annotate(
        in_year=year(), by=Case(When(PUBLIC_PUBLISHER, F("publisher__title")), default=Value(""))
    )
    for kind, publisher, language, in_year, number in (
        found.values_list("type", "by", "language", "in_year")
        .annotate(number=Count("pk"))
        .order_by("type", "by", "language", "in_year")
    ):
        yield {
            "type": TYPES.get(kind, kind),
            "publisher": publisher,
            "language": language_name(language) if language else "",
            "year": int(in_year) if in_year else None,
            "resources": number,
        }


RESOURCE_COUNTS = Report(
    name="resource-counts",
    title="Resources by kind, publisher, language and year",
    question="How many resources are recorded of each kind, by whom, in which language and from which year?",
    rows=counted,
    filters=ResourceFilters,
    plot=Columns("Resources per year of publication, by kind", "resources", per_year(TYPES)),
    key=("type", "publisher", "language", "year"),
    columns=(
        SchemaField("type", "Kind of resource", Text(), "Which kind of resource it is.", "Policy guide"),
        SchemaField("publisher", "Publisher", Text(), "The organisation that published it; empty when not recorded."),
        SchemaField("language", "Language", Text(), "The language it is written in; empty when not recorded.",
                    "English"),
        SchemaField("year", "Year", Number(), "The year of publication; empty when not known.", "2018"),
        SchemaField("resources", "Resources", Number(), "How many are recorded in this portal. Each counts in one "
                    "row, so that the rows add up.", "3"),
    ),
)  # fmt: skip
