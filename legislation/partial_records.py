"""Parts of records of many laws and treaties in few queries: just what the state of each is evaluated from."""

from collections import defaultdict

from django.db.models import QuerySet

from baliportal.catalogue.publishing import Visibility

from .models import Law, LawRelation, TreatyAction, TreatyStanding

ACTS = ("action", "date", "in_force_date", "reservation_note", "source_url")
LOOKS = ("state", "as_of", "note", "source_url")


def treaty_records(treaties, countries) -> dict[int, dict]:
    """Return {pk: record} of treaties, with the acts and standings of these countries only, for `treaty_state`."""
    acts, looks = _rows(TreatyAction, ACTS, treaties, countries), _rows(TreatyStanding, LOOKS, treaties, countries)
    return {
        treaty.pk: {
            "date": _text(treaty.date),
            "as_of": _text(treaty.as_of),
            "actions": acts[treaty.pk],
            "standings": looks[treaty.pk],
        }
        for treaty in treaties
    }


def _rows(model, names, treaties, countries):
    rows = model.objects.filter(treaty__in=treaties, country__in=countries).order_by("pk")
    found = defaultdict(list)
    for treaty, code, *values in rows.values_list("treaty_id", "country__code", *names):
        found[treaty].append({"country": code} | dict(zip(names, map(_text, values), strict=True)))
    return found


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


def _text(value):
    return str(value) if value else ""
