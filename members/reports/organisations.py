"""The organisations, one row each."""

from baliportal.catalogue.record import Column
from baliportal.catalogue.values import Day, Number, Text, Url
from baliportal.exports.filters import ChoiceFilter, ReportFilters
from baliportal.exports.report import PAGE, Report, count_of, iso, label, page, source, streamed

from ..counts import links_by_pk
from ..models import Organisation
from ..records import ORGANISATION_TYPES


class OrganisationFilters(ReportFilters):
    role = ChoiceFilter(Organisation.Role.choices, "Role in the process", "role")
    type = ChoiceFilter(ORGANISATION_TYPES, "Type", "type")

    class Meta:
        model = Organisation
        fields = []


COUNTED_OF_ORGANISATIONS = {
    "systems": "operated_systems",
    "hosted": "hosted_meetings",
    "funded": "funded_meetings",
    "publications": "publications",
    "agreements": "agreements",
}


def organisation_rows(filters):
    """One row per organisation, by name."""
    counted = {column: links_by_pk(Organisation, path) for column, path in COUNTED_OF_ORGANISATIONS.items()}
    for organisation in streamed(filters.qs.order_by("title", "pk")):
        yield {
            "title": organisation.title,
            "acronym": organisation.acronym,
            "type": organisation.type_label,
            "role": label(organisation, "role"),
            "url": organisation.url,
            **{column: numbers.get(organisation.pk, 0) for column, numbers in counted.items()},
            "source": source(organisation),
            "verified_on": iso(organisation.verified_on),
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
        Column("title", "Organisation", Text(), "Its name in English."),
        Column("acronym", "Acronym", Text(), "Its short name.", "IOM"),
        Column("type", "Type", Text(), "Which kind of organisation it is."),
        Column("role", "Role in the process", Text(), "How it belongs to it; empty when not known.", "Partner"),
        Column("url", "Website", Url(), "Its own pages."),
        Column("systems", "Systems", Number(), "Systems recorded here that it runs."),
        Column("hosted", "Meetings hosted", Number(), "Meetings recorded here that it hosted."),
        Column("funded", "Meetings funded", Number(), "Meetings recorded here that it paid for."),
        Column("publications", "Publications", Number(), "Resources recorded here that it published."),
        Column("agreements", "Agreements", Number(), "Agreements recorded here to which it is a party."),
        Column("source", "Source", Text(), "Where these facts come from."),
        Column("verified_on", "Verified on", Day(), "When the record was last checked against its source."),
        PAGE,
    ),
)
