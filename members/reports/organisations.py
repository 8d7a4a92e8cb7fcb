"""The organisations, one row each."""

from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Number, Text, Url
from baliportal.exports.report import PAGE, VERIFICATION, Report, count_of, label, page, source, streamed, verification
from baliportal.exports.report_filters import ChoiceFilter, ReportFilters

from ..counts import fetch_counts, links_by_pk
from ..models import Organisation
from ..records import ORGANISATION_TYPES


class OrganisationFilters(ReportFilters):
    role = ChoiceFilter(Organisation.Role.choices, "Role in the process", "role")
    type = ChoiceFilter(ORGANISATION_TYPES, "Type", "type")

    class Meta:
        model = Organisation
        fields = []


COUNTED_RELATIONS = {
    "systems": "operated_systems",
    "hosted": "hosted_meetings",
    "funded": "funded_meetings",
    "publications": "publications",
    "agreements": "agreements",
}


def organisation_rows(filters):
    """One row per organisation, by name."""
    counts = fetch_counts({column: links_by_pk(Organisation, path) for column, path in COUNTED_RELATIONS.items()})
    for organisation in streamed(filters.qs.order_by("title", "pk")):
        yield {
            "title": organisation.title,
            "acronym": organisation.acronym,
            "type": organisation.type_label,
            "role": label(organisation, "role"),
            "url": organisation.url,
            **{column: numbers.get(organisation.pk, 0) for column, numbers in counts.items()},
            "source": source(organisation),
            **verification(organisation),
            "page": page(organisation),
        }


ORGANISATIONS = Report(
    name="organisations",
    title="Organisations",
    question="Which organisations belong to the process or work with it, as what, and what is recorded of each?",
    rows=organisation_rows,
    filters=OrganisationFilters,
    count=count_of,
    columns=(
        SchemaField("title", "Organisation", Text(), "Its name in English."),
        SchemaField("acronym", "Acronym", Text(), "Its short name.", "IOM"),
        SchemaField("type", "Type", ExpectedText(), "Which kind of organisation it is."),
        SchemaField("role", "Role in the process", ExpectedText(), "How it belongs to it.", "Partner"),
        SchemaField("url", "Website", Url(), "Its own pages."),
        SchemaField("systems", "Systems", Number(), "Systems recorded here that it runs."),
        SchemaField("hosted", "Meetings hosted", Number(), "Meetings recorded here that it hosted."),
        SchemaField("funded", "Meetings funded", Number(), "Meetings recorded here that it paid for."),
        SchemaField("publications", "Publications", Number(), "Resources recorded here that it published."),
        SchemaField("agreements", "Agreements", Number(), "Agreements recorded here to which it is a party."),
        SchemaField("source", "Source", ExpectedText(), "Where these facts come from."),
        *VERIFICATION,
        PAGE,
    ),
)
