"""The members, one row each."""

from baliportal.catalogue.models import Country
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, ExpectedText, Number, Text
from baliportal.exports.plots import Matrix
from baliportal.exports.report import (
    PAGE,
    VERIFICATION,
    Report,
    count_of,
    iso,
    names,
    page,
    source,
    streamed,
    verification,
)
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters

from ..counts import counts_by_country, links_by_pk
from ..models import MemberState
from ..records import MEMBERSHIP


class MemberFilters(ReportFilters):
    membership = ChoiceFilter(MEMBERSHIP, "Membership", "type")
    country = CountryFilter("country", label="Member")

    class Meta:
        model = MemberState
        fields = []


def member_rows(filters):
    """One row per member, by name."""
    rows = filters.qs.select_related("country").order_by("title", "pk")
    counts = _counts_by_field()
    for member in streamed(rows, "groups"):
        yield {
            "code": member.country.code,
            "title": member.title,
            "official_name": member.official_name,
            "membership": member.type_label,
            "joined": iso(member.date),
            "subregion": member.subregion,
            "groups": names(seat for seat in member.groups.all() if not seat.until),
            "lead_agency": member.lead_agency,
            **{column: numbers.get(member.country_id, 0) for column, numbers in counts.items()},
            "source": source(member),
            **verification(member),
            "page": page(member),
        }


def _counts_by_field():
    """Numbers of published entries per country, for each field that counts: {field: {country pk: number}}."""
    return {kind + "s": counts_by_country(kind) for kind in ("law", "agreement")} | {
        "treaties": links_by_pk(Country, "treaty_actions__treaty"),
        "systems": links_by_pk(Country, "participations__system"),
        "hosted": links_by_pk(Country, "hosted_meetings"),
        "held_there": links_by_pk(Country, "meetings_here"),
        "resources": counts_by_country("resource"),
    }


def numbers(filters):
    """Cells of the matrix of counts: (member, field label, number)."""
    for row in member_rows(filters):
        for column in MEMBERS.columns:
            if isinstance(column.type, Number):
                yield row["title"], column.label, row[column.name]


MEMBERS = Report(
    name="members",
    title="Members, one row each",
    question="Who takes part in the Bali Process, and how much is recorded in this portal of each?",
    rows=member_rows,
    filters=MemberFilters,
    count=count_of,
    plot=Matrix("What is recorded in this portal of each member", "Member", numbers),
    columns=(
        SchemaField("title", "Member", Text(), "The name this portal shows.", "Malaysia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "MY"),
        SchemaField("official_name", "Official name", Text(), "The full name of the state."),
        SchemaField("membership", "Membership", Text(), "Member or observer."),
        SchemaField("joined", "Joined", Date(), "When it joined the process; empty when not known."),
        SchemaField("subregion", "Subregion", Text(), "Part of the region.", "South-East Asia"),
        SchemaField("groups", "Groups", Text(), "Its present seats in the groups of the process, and the co-chair."),
        SchemaField("lead_agency", "Lead agency", ExpectedText(), "The authority that speaks for it here."),
        SchemaField("laws", "Laws", Number(), "Laws recorded in this portal, whatever their status."),
        SchemaField("agreements", "Agreements", Number(), "Agreements recorded here to which it is a party."),
        SchemaField("treaties", "Treaties", Number(), "Treaties with at least one act of it recorded here."),
        SchemaField("systems", "Systems", Number(), "Systems in which its part is recorded here."),
        SchemaField("hosted", "Meetings hosted", Number(), "Meetings recorded here that it hosted."),
        SchemaField("held_there", "Meetings held there", Number(), "Meetings recorded here that were held in it."),
        SchemaField("resources", "Resources", Number(), "Resources recorded here that are about it."),
        SchemaField("source", "Source", Text(), "Where its membership is recorded."),
        *VERIFICATION,
        PAGE,
    ),
)
