"""Pairs of related laws, agreements and treaties, as the consistency checks read them."""

from django.db.models import Q

from baliportal.quality.consistency import RelatedPair

from .consistency import RATIFIES, SUPERSEDES
from .models import Agreement, Law, LawRelation, Treaty
from .treaty_parts import state_records

#: What the checks read of a record, beside `id`, `kind`, `status` and, of ratifications alone, `countries`.
FIELDS = ("type", "legal_status", "date", "in_force_date", "repealed_date")


def pairs_of_laws(ids):
    """Return the pairs of these laws: relations to other laws, ratified agreements and treaties."""
    rows = LawRelation.objects.filter(Q(law__public_id__in=ids) | Q(target__public_id__in=ids), target__kind="law")
    relations = [
        RelatedPair(row.relation, _plain(row.law), _plain(row.target.law))
        for row in rows.select_related("law", "target__law")
    ]
    return relations + _ratifications(law__public_id__in=ids) + _ratified_treaties(law__public_id__in=ids)


def pairs_of_agreements(ids):
    """Return the pairs of these agreements: laws that ratify them, agreements that they supersede or that do so."""
    through = Agreement.supersedes.through.objects.filter(
        Q(from_agreement__public_id__in=ids) | Q(to_agreement__public_id__in=ids)
    )
    superseded = [
        RelatedPair(SUPERSEDES, _plain(row.from_agreement), _plain(row.to_agreement))
        for row in through.select_related("from_agreement", "to_agreement")
    ]
    return superseded + _ratifications(agreement__public_id__in=ids)


def pairs_of_treaties(ids):
    """Return the pairs of these treaties: laws that ratify them."""
    return _ratified_treaties(target__public_id__in=ids)


def _ratified_treaties(**lookup):
    """Each law that ratifies a treaty with that treaty, the countries of the law and the acts on the treaty."""
    ratifying = LawRelation.objects.filter(relation=RATIFIES, target__kind="treaty", **lookup)
    rows = list(ratifying.select_related("law", "target__treaty").prefetch_related("law__countries"))
    records = state_records(_treaties(rows)) if rows else {}
    return [
        RelatedPair(RATIFIES, _with_countries(row.law), _plain(row.target.treaty) | records[row.target_id])
        for row in rows
    ]


def _treaties(rows):
    return {row.target_id: row.target.treaty for row in rows}.values()


def _ratifications(**lookup):
    """Each law that ratifies an agreement with that agreement, and the countries of both."""
    through = Agreement.ratifying_laws.through.objects.filter(**lookup).select_related("law", "agreement")
    rows = through.prefetch_related("law__countries", "agreement__countries")
    return [RelatedPair(RATIFIES, _with_countries(row.law), _with_countries(row.agreement)) for row in rows]


def _plain(entry: Law | Agreement | Treaty):
    values = {name: str(getattr(entry, name, None) or "") for name in FIELDS}
    return values | {"id": entry.public_id, "kind": entry.kind, "status": entry.status, "countries": []}


def _with_countries(entry):
    return _plain(entry) | {"countries": [country.code for country in entry.countries.all()]}
