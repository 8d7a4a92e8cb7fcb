"""Agreements, one row for each party."""

from django.utils.text import capfirst

from baliportal.catalogue.publishing import Status, Visibility
from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Text, Url
from baliportal.exports.day_filters import AsOfFilter, KnownFilter, StandingFilter
from baliportal.exports.plots import Columns
from baliportal.exports.report import PAGE, Report, iso, name, names, page, source, streamed
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters, TopicFilter
from baliportal.exports.sql.aggregates import per_year
from baliportal.exports.year_filters import LastYearFilter, YearFilter

from ..agreement_status import agreement_status
from ..models import Agreement
from ..records import AGREEMENT_TYPES

#: With the country code it identifies a party, whatever its name becomes.
PARTY_ID = SchemaField(
    "party_id", "Public id of the party", Text(), "The public id of an organisation; empty for a state.", "7k3m9q2x",
    shown=False,
)  # fmt: skip
#: Relations of an agreement that a row shows, prefetched.
RELATIONS = ("countries", "party_organisations", "topics")


class AgreementFilters(ReportFilters):
    country = CountryFilter("countries", label="Party")
    topic = TopicFilter()
    type = ChoiceFilter(AGREEMENT_TYPES, "Type", "type")
    status = StandingFilter(Agreement.LegalStatus.choices, "Legal status", "legal_status")
    from_year = YearFilter("Signed from")
    to_year = LastYearFilter("Signed to")

    class Meta:
        model = Agreement
        fields = []


class AgreementDayFilters(AgreementFilters):
    """The same on another day."""

    as_of = AsOfFilter(help_text="Agreements signed by that day, with their status on it as far as it is recorded.")
    known = KnownFilter()


def parties(filters):
    """One row per party and agreement: states by name, then organisations; under each its agreements by date."""
    day, chosen = filters.question.as_of, filters.chosen("status")
    for row in _known_rows(filters) if filters.question.known else _rows(filters):
        status = agreement_status(row["agreement"], day)
        if not (day and chosen) or status in chosen:
            yield _party(**row, status=status)


def _rows(filters):
    states, organisations = _links(filters)
    ordered = states.select_related("country", "entry__agreement").order_by("country__name", "entry__date", "pk")
    for link in streamed(ordered, *(f"entry__agreement__{relation}" for relation in RELATIONS)):
        yield {"party": link.country, "agreement": link.entry.agreement, "code": link.country.code}
    ordered = organisations.select_related("organisation", "agreement")
    ordered = ordered.order_by("organisation__title", "agreement__date", "pk")
    for link in streamed(ordered, *(f"agreement__{relation}" for relation in RELATIONS)):
        yield {"party": link.organisation, "agreement": link.agreement, "public_id": link.organisation.public_id}


def _known_rows(filters):
    """Rows of parties as the portal showed them on the day asked for, in the same order."""
    chosen, rows = filters.chosen("country"), []
    for agreement in filters.known_entries("agreement", lambda record: (record["date"], record["title"])):
        states = [state for state in related(agreement, "countries") if not chosen or state in chosen]
        rows += ({"party": state, "agreement": agreement, "code": state.code} for state in states)
        for party in [] if chosen else related(agreement, "party_organisations"):
            rows.append({"party": party, "agreement": agreement, "public_id": party.public_id})
    return sorted(rows, key=lambda row: ("code" not in row, str(row["party"])))


def count(filters):
    """Number of rows."""
    if filters.question.is_of_another_day:
        return sum(1 for _ in parties(filters))
    return sum(links.count() for links in _links(filters))


def _links(filters):
    """The rows between agreements and their parties: states, and published organisations unless states are chosen."""
    agreements, chosen = filters.qs.order_by().values("pk"), filters.chosen("country")
    states = Agreement.countries.through.objects.filter(entry__in=agreements)
    organisations = Agreement.party_organisations.through.objects.filter(
        agreement__in=agreements, organisation__status=Status.PUBLISHED, organisation__visibility=Visibility.PUBLIC
    )
    return (states.filter(country__in=chosen), organisations.none()) if chosen else (states, organisations)


def _party(party, agreement, status, code="", public_id=""):
    parties = [*related(agreement, "countries"), *related(agreement, "party_organisations")]
    return {
        "party": name(party),
        "code": code,
        "party_id": public_id,
        "title": agreement.title,
        "type": agreement.type_label,
        "others": names(other for other in parties if other != party),
        "signed": iso(agreement.date),
        "in_force": iso(agreement.in_force_date),
        "status": capfirst(dict(Agreement.LegalStatus.choices).get(status, status)),
        "themes": names(related(agreement, "topics")),
        "url": agreement.url,
        "source": source(agreement),
        "page": page(agreement),
    }


AGREEMENTS_BY_PARTY = Report(
    name="agreements-by-party",
    title="Agreements by party",
    question="To which agreements is each state or organisation a party, and with whom?",
    rows=parties,
    filters=AgreementDayFilters,
    count=count,
    plot=Columns("Agreements by year of signature, each once", "agreements", per_year(AGREEMENT_TYPES)),
    key=("page", "code", "party_id"),
    columns=(
        SchemaField("party", "Party", Text(), "A state or an organisation.", "Indonesia"),
        SchemaField("code", "Country code", Text(), "Its ISO code; empty for an organisation.", "ID"),
        PARTY_ID,
        SchemaField("title", "Agreement", Text(), "The title in English."),
        SchemaField("type", "Type", Text(), "Bilateral or multilateral."),
        SchemaField("others", "Other parties", Text(), "Who else is a party to it.", "New Zealand"),
        SchemaField("signed", "Signed", Date(), "As precise as known."),
        SchemaField("in_force", "In force from", Date(), "As precise as known."),
        SchemaField("status", "Legal status", ExpectedText(), "As the source says."),
        SchemaField("themes", "Themes", ExpectedText(), "What it is about."),
        SchemaField("url", "Text of the agreement", Url(), "Where it can be read."),
        SchemaField("source", "Source", ExpectedText(), "Where these facts come from."),
        PAGE,
    ),
)
