"""The members, one row each."""

from functools import cached_property

from baliportal.catalogue.models import Country
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Number, Text
from baliportal.exports.day_filters import AsOfFilter, KnownFilter
from baliportal.exports.plots import Matrix
from baliportal.exports.report import (
    PAGE,
    VERIFICATION,
    Report,
    iso,
    page,
    source,
    verification,
)
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters
from baliportal.exports.shown_entries import count_shown, shown_entries

from ..counts import counts_by_country, fetch_counts, links_by_pk
from ..models import MemberState
from ..records import MEMBERSHIP

#: Columns with numbers of records, which are those of today.
COUNTED = ("laws", "agreements", "treaties", "systems", "hosted", "held_there", "resources")


class MemberFilters(ReportFilters):
    membership = ChoiceFilter(MEMBERSHIP, "Membership", "type")
    country = CountryFilter("country", label="Member")
    as_of = AsOfFilter(help_text="Who had joined by then, with the seats of that day. Numbers of records are left out.")
    known = KnownFilter()

    class Meta:
        model = MemberState
        fields = []

    @cached_property
    def counts(self):
        """Numbers of published entries per country, for each field that counts: {field: {country pk: number}}."""
        return fetch_counts(_counts_by_field())


def member_rows(filters):
    """One row per member, by name."""
    rows = filters.qs.select_related("country").order_by("title", "pk")
    question = filters.question
    counts = {} if question.is_of_another_day else filters.counts
    for member in shown_entries(filters, "member", rows, ["groups"], _order):
        yield {
            "code": member.country.code,
            "title": member.title,
            "official_name": member.official_name,
            "membership": member.type_label,
            "joined": iso(member.date),
            "subregion": member.subregion,
            "groups": "; ".join(_seats(member, question.as_of)),
            "lead_agency": member.lead_agency,
            **{column: counts[column].get(member.country_id, 0) if counts else None for column in COUNTED},
            "source": source(member),
            **verification(member),
            "page": page(member),
        }


def count(filters):
    """Number of members."""
    return count_shown(filters, "member", _order)


def _order(record):
    return record["title"]


def _seats(member, day):
    """The seats of a member today or on a day, in words; where a date is not precise enough to tell, it is added."""
    seats = related(member, "groups")
    if day is None:
        return [str(seat) for seat in seats if not seat.until]
    return [text for seat in seats for text in _seat_on(seat, day)]


def _seat_on(seat, day):
    since, until = seat.since, seat.until
    if (since and since.first_day > day) or (until and until.last_day < day):
        return []
    doubts = []
    if not since or since.last_day > day:
        doubts.append(f"since {in_words(since) or 'a day that is not recorded'}")
    if until and until.first_day <= day and until.precision != "day":
        doubts.append(f"until {in_words(until)}")
    return [f"{seat} ({', '.join(doubts)})" if doubts else str(seat)]


def _counts_by_field():
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
            if isinstance(column.type, Number) and row[column.name] is not None:
                yield row["title"], column.label, row[column.name]


MEMBERS = Report(
    name="members",
    title="Members, one row each",
    question="Who takes part in the Bali Process, and how much is recorded in this portal of each?",
    rows=member_rows,
    filters=MemberFilters,
    count=count,
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
