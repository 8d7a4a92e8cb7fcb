"""The page of an agreement: its status at a glance, its parties with the laws that ratify it, what took whose place."""

from types import SimpleNamespace

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.days import parse_date
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.partial_dates import in_words

from ..agreement_status import agreement_status
from ..models import Agreement, Law

UNKNOWN = "Not recorded"
LABELS = dict(Agreement.LegalStatus.choices)
BINDING = {True: "Yes", False: "No", None: UNKNOWN}


def head_of_agreement(page):
    """The strip: status, type, signature, entry into force, whether it binds, and what this rests on."""
    status = _status(page)
    words = LABELS.get(status, status) or "Status not recorded"
    return [Block("state", "", "catalogue/strip.html", {
        "state": {"state": status or "not-recorded", "words": words[:1].upper() + words[1:]},
        "cells": list(_cells(page)), "doubt": page.doubt,
        "basis": " ".join(filter(None, [page.changed_text, page.verification["text"]])),
    })]  # fmt: skip


def blocks_of_agreement(page):
    """Parties, and the agreements that it supersedes or that supersede it; at most six queries."""
    found, parties = Agreement.objects.published(page.audience), _parties(page)
    earlier = _rows(found.filter(slug__in=page.record["supersedes"]))
    later = [] if page.question.known else _rows(found.filter(supersedes=page.entry.pk))
    return [
        Block("parties", "Parties", "legislation/agreement_parties.html", {"rows": parties}, len(parties)),
        Block("succession", "What it supersedes, and what supersedes it", "legislation/succession.html", {
            "groups": [{"label": "Supersedes", "rows": earlier}, {"label": "Superseded by", "rows": later}],
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
    codes, slugs = page.record["countries"], page.record["party_organisations"]
    states, laws = Country.objects.filter(code__in=codes).order_by("name"), _ratifying_laws(page)
    bodies = Entry.objects.published(page.audience).filter(kind="organisation", slug__in=slugs).order_by("title")
    signed = in_words(parse_date(page.record["date"])) or UNKNOWN
    rows = [
        {
            "name": state.name, "url": country_url(state.code, page.audience), "signed": signed,
            "laws": [_law(law) for law in laws if state in law.countries.all()],
        }
        for state in states
    ]  # fmt: skip
    named = [{"name": body.title, "url": body.get_absolute_url(), "signed": signed, "laws": []} for body in bodies]
    return rows + (named if slugs else [])


def _ratifying_laws(page):
    laws = Law.objects.published(page.audience).filter(slug__in=page.record["ratifying_laws"])
    return list(laws.prefetch_related("countries").order_by("date")) if page.record["ratifying_laws"] else []


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
        for one in agreements.order_by("date", "title")
    ]  # fmt: skip
