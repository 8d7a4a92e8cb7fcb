"""The page of an agreement: its status at a glance, its parties with the laws that ratify it, what took whose place."""

from types import SimpleNamespace

from django.db.models import prefetch_related_objects

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.days import parse_date
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.schema.prefetched import related

from ..agreement_status import agreement_status
from ..models import Agreement, Law
from .effects import effects_of

UNKNOWN = "Not recorded"
LABELS = dict(Agreement.LegalStatus.choices)
BINDING = {True: "Yes", False: "No", None: UNKNOWN}


def head_of_agreement(page):
    """The strip: status, type, signature, entry into force, whether it binds, and what this rests on."""
    status, words = _status(page), state_of_agreement(page)
    return [Block("state", "", "catalogue/strip.html", {
        "state": {"state": status or "not-recorded", "words": words},
        "cells": list(_cells(page)), "doubt": page.doubt,
        "basis": " ".join(filter(None, [page.changed_text, page.verification["text"]])),
    })]  # fmt: skip


def state_of_agreement(page):
    """The status on the day of the page in words."""
    status = _status(page)
    words = LABELS.get(status, status) or "Status not recorded"
    return words[:1].upper() + words[1:]


def blocks_of_agreement(page):
    """Parties, the agreements that it supersedes or that supersede it, and what laws do to it."""
    parties, earlier = _parties(page), _linked(page, "supersedes", Agreement)
    later = [] if page.question.known else Agreement.objects.published(page.audience).filter(supersedes=page.entry.pk)
    others = [] if page.question.known else effects_of(page.entry, page.audience)[1]
    groups = [{"label": "Supersedes", "rows": _rows(earlier)}, {"label": "Superseded by", "rows": _rows(later)}]
    return [
        Block("parties", "Parties", "legislation/agreement_parties.html", {"rows": parties}, len(parties)),
        Block("succession", "What it supersedes, and what supersedes it", "legislation/succession.html", {
            "groups": groups, "effects": others,
        }),
    ]  # fmt: skip


def _status(page):
    record = page.record
    facts = SimpleNamespace(
        legal_status=record["legal_status"], in_force_date=parse_date(record["in_force_date"])
    )  # fmt: skip
    return agreement_status(facts, page.question.as_of)


def _cells(page):
    record = page.record
    cells = (
        ("Type", page.kind.types.get(record["type"], "")), ("Signed", in_words(parse_date(record["date"]))),
        ("In force since", in_words(parse_date(record["in_force_date"]))),
        ("Legally binding", BINDING[record["binding"]]),
    )  # fmt: skip
    for label, text in cells:
        yield {"label": label, "text": text or UNKNOWN, "unknown": text in ("", UNKNOWN)}


def _parties(page):
    """One row for each state, then one for each organisation: since when it has signed, by which laws it ratified."""
    states, laws = _states(page), _linked(page, "ratifying_laws", Law)
    prefetch_related_objects(laws, "countries")
    signed = in_words(parse_date(page.record["date"])) or UNKNOWN
    rows = [
        {
            "name": state.name, "url": country_url(state.code, page.audience), "signed": signed,
            "laws": [_law(law) for law in laws if state in law.countries.all()],
        }
        for state in states
    ]  # fmt: skip
    bodies = _linked(page, "party_organisations", Entry, kind="organisation")
    return rows + [
        {"name": body.title, "url": body.get_absolute_url(), "signed": signed, "laws": []} for body in bodies
    ]


def _states(page):
    codes = set(page.record["countries"])
    present = [state for state in related(page.entry, "countries") if state.code in codes]
    missing = codes - {state.code for state in present}
    return sorted([*present, *(Country.objects.filter(code__in=missing) if missing else ())], key=lambda one: one.name)


def _linked(page, name, model, **lookup):
    """The entries that the record names, by date; those of a past day's record that the entry lacks are looked up."""
    slugs = set(page.record[name])
    present = [one for one in related(page.entry, name) if one.slug in slugs]
    missing = slugs - {one.slug for one in present}
    found = model.objects.published(page.audience).filter(slug__in=missing, **lookup) if missing else ()
    return sorted([*present, *found], key=lambda one: (str(one.date or ""), one.title))


def _law(law):
    year = str(law.date.year) if law.date else "year not recorded"
    status = law.get_legal_status_display().lower() or "status not recorded"
    meta = " · ".join(filter(None, [law.number, year, status]))
    return {"title": law.title, "url": law.get_absolute_url(), "meta": meta}


def _rows(agreements):
    return [
        {
            "title": one.title, "url": one.get_absolute_url(),
            "meta": " · ".join([in_words(one.date) or "signed on a day that is not recorded",
                                one.get_legal_status_display().lower() or "status not recorded"]),
        }
        for one in agreements
    ]  # fmt: skip
