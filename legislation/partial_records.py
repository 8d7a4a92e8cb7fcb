"""Parts of records of many laws in few queries: just what the state of each is evaluated from."""

from collections import defaultdict

from django.db.models import QuerySet

from baliportal.catalogue.journal.known import KnownEntries
from baliportal.catalogue.publishing import Visibility

from .models import Law, LawRelation


def law_record(law) -> dict:
    """Return the part of the record of a law that `law_state` reads."""
    names = ("date", "in_force_date", "repealed_date")
    return {"legal_status": law.legal_status} | {name: _text(getattr(law, name)) for name in names}


def effect_record(relation: str, law) -> dict:
    """Return the effect of a law on another, as `law_state` reads it."""
    return {"relation": relation, "title": law.title} | law_record(law)


def effects_on(laws, audience: str = Visibility.PUBLIC) -> dict[int, list[dict]]:
    """Return {pk: effects} of the laws, visible to an audience, that act on one of these; one query."""
    return effects_by_target(relations_to(laws, audience))


def relations_to(laws, audience: str = Visibility.PUBLIC) -> QuerySet:
    """Relations of the laws, visible to an audience, that act on one of these, a queryset or instances."""
    rows = LawRelation.objects.filter(target__in=laws, law__in=Law.objects.published(audience))
    return rows.select_related("law").order_by("pk")


def effects_by_target(relations) -> dict[int, list[dict]]:
    """Return {pk: effects} of the laws on which these relations act."""
    found = defaultdict(list)
    for row in relations:
        found[row.target_id].append(effect_record(row.relation, row.law))
    return found


def known_effects(day) -> dict[str, list[dict]]:
    """Return the effects that the portal told of on a day: {name of the law in a record: effects on it}."""
    effects = defaultdict(list)
    for record in KnownEntries("law", day).stored_records():
        told = {name: record[name] for name in ("title", "date", "in_force_date")}
        for row in record["relations"]:
            effects[row["target"]].append(told | {"relation": row["relation"]})
    return effects


def _text(value):
    return str(value) if value else ""
