"""The report on pairs of parties and the number of their agreements."""

from dataclasses import replace

from django.db.models import CharField, Count, Max, Min, Q, Value
from django.db.models.functions import Cast, NullIf

from baliportal.catalogue.publishing import Status, Visibility
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Number, Text
from baliportal.exports.plots import Matrix
from baliportal.exports.report import Report

from ..models import Agreement
from .agreements import PARTY_ID, AgreementFilters

#: Fields with the name and the permanent code of a party, by its model: Country or Organisation.
STATE, ORGANISATION = ("name", "code"), ("title", "public_id")


def pairs(filters):
    """One row per party and other party, states first, by name; each pair stands twice, once from either side."""
    rows = [row for links in _links(filters) for row in _counts(*links)]
    rows.sort(key=lambda row: (not row["code"], row["party"], not row["other_code"], row["other"]))
    yield from rows


def _links(filters):
    """(through-table rows, path to the agreement, one party, the other), a party being (path to it, its fields)."""
    agreements, chosen = filters.qs.order_by().values("pk"), filters.chosen("country")
    states = Agreement.countries.through.objects.filter(entry__in=agreements)
    states = states.filter(country__in=chosen) if chosen else states
    organisations = Agreement.party_organisations.through.objects.filter(agreement__in=agreements)
    yield states, "entry__", ("country", STATE), ("entry__countries", STATE)
    yield states, "entry__", ("country", STATE), ("entry__agreement__party_organisations", ORGANISATION)
    if not chosen:
        yield organisations, "agreement__", ("organisation", ORGANISATION), ("agreement__countries", STATE)
        yield (
            organisations,
            "agreement__",
            ("organisation", ORGANISATION),
            ("agreement__party_organisations", ORGANISATION),
        )


def _counts(links, agreement, one, other):
    """Report rows of one such list: no pair of a party with itself, no organisation that is not public."""
    for path, fields in (one, other):
        links = links.filter(_public(path)) if fields == ORGANISATION else links.exclude(**{path: None})
    signed = NullIf(Cast(f"{agreement}date", CharField()), Value(""))
    pairs = links.order_by().values_list(*_party_fields(one), *_party_fields(other))
    counts = pairs.annotate(number=Count("pk"), first=Min(signed), last=Max(signed))
    for pk, party, code, other_pk, name, other_code, number, first, last in counts:
        if (one[1], pk) != (other[1], other_pk):
            parties = {"party": party, "other": name, **_codes("", one, code), **_codes("other_", other, other_code)}
            yield parties | {"agreements": number, "first": first or "", "last": last or ""}


def _party_fields(party):
    path, fields = party
    return [f"{path}__pk", *(f"{path}__{field}" for field in fields)]


def _codes(prefix, party, code):
    """The two columns of which one identifies the party: a country code, or an organisation's public id."""
    is_state = party[1] == STATE
    return {f"{prefix}code": code if is_state else "", f"{prefix or 'party_'}id": "" if is_state else code}


def _public(path):
    return Q(**{f"{path}__status": Status.PUBLISHED, f"{path}__visibility": Visibility.PUBLIC})


def numbers(filters):
    """Cells of the matrix: (party, other party, number of agreements)."""
    for row in pairs(filters):
        yield row["party"], row["other"], row["agreements"]


AGREEMENT_PAIRS = Report(
    name="agreement-pairs",
    title="Agreements, who with whom",
    question="Which two parties have agreements with each other, how many, and since when?",
    rows=pairs,
    filters=AgreementFilters,
    plot=Matrix(
        "How many agreements each two parties share", "Party", numbers, rows_by_name=True, columns_by_name=True,
        note="Agreements with more than two parties count for each two of them. An empty cell means that none is "
        "recorded in this portal.",
    ),
    key=("code", "party_id", "other_code", "other_id"),
    columns=(
        SchemaField("party", "Party", Text(), "A state or an organisation.", "Indonesia"),
        SchemaField("code", "Country code", Text(), "Its ISO code; empty for an organisation.", "ID"),
        PARTY_ID,
        SchemaField("other", "Other party", Text(), "A state or an organisation that is a party beside it.",
                    "Philippines"),
        SchemaField("other_code", "Country code of the other", Text(), "Its ISO code; empty for an organisation.",
                    "PH"),
        replace(PARTY_ID, name="other_id", label="Public id of the other party", attribute=""),
        SchemaField("agreements", "Agreements", Number(),
                    "How many agreements recorded here both are parties to. Each two "
                    "parties have two rows, one from either side.", "3"),
        SchemaField("first", "First signed", Date(), "The earliest known signature among them.", "1976-02-10"),
        SchemaField("last", "Last signed", Date(), "The latest known signature among them.", "2018-11"),
    ),
)  # fmt: skip
