"""The page of an information system: its operation at a glance, and who takes part as what, since and until when."""

from django.utils import timezone

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.days import Passed, parse_date, passed
from baliportal.catalogue.details import shown
from baliportal.catalogue.models import Country
from baliportal.catalogue.partial_dates import PartialDate, in_words

from .models import InformationSystem, Participation

#: Countries that the strip names; of more it tells the number.
NAMED = 6
UNKNOWN = "Not recorded"
OPERATION, ROLES = dict(InformationSystem.Operation.choices), dict(Participation.Role.choices)


def head_of_system(page):
    """The strip: operation, operator, since when, how many take part, and what this rests on."""
    status = page.record["operational_status"]
    words = f"Recorded as {OPERATION[status].lower()}" if status else "Operation not recorded"
    return [Block("state", "", "catalogue/strip.html", {
        "state": {"state": "in-force" if status == "operational" else "not-recorded", "words": words},
        "cells": list(_cells(page)), "doubt": page.doubt,
        "basis": " ".join(filter(None, [page.changed_text, page.verification["text"]])),
    })]  # fmt: skip


def blocks_of_system(page):
    """A row for each country and role: since, until, note, source; one query."""
    rows = page.record["participations"]
    names = _names(page)
    day = page.question.as_of or timezone.localdate()
    lines = sorted((_line(row, names, page, day) for row in rows), key=lambda line: line["name"])
    return [
        Block("participants", "Participating countries", "members/participants.html", {
            "rows": lines, "as_of": in_words(PartialDate.of(day)),
        }, len({row["country"] for row in rows})),
    ]  # fmt: skip


def _cells(page):
    record, operator = page.record, shown(page.kind.field("operator"), page.entry, page.audience)
    yield {"label": "Acronym", "text": record["acronym"] or UNKNOWN, "unknown": not record["acronym"]}
    yield {"label": "Operator", "links": operator, "text": UNKNOWN, "unknown": not operator}
    since = in_words(parse_date(record["date"]))
    yield {"label": "In operation since", "text": since or UNKNOWN, "unknown": not since}
    names = sorted(_names(page).values())
    told = ", ".join(names) if len(names) <= NAMED else f"{len(names)} countries"
    yield {"label": "Taking part, as recorded", "text": told or "None recorded", "unknown": not names}


def _names(page):
    """{code: name} of the countries that take part or took part; asked once for a page."""
    codes = {row["country"] for row in page.record["participations"]}
    return page.once("names", lambda: dict(Country.objects.filter(code__in=codes).values_list("code", "name")))


def _line(row, names, page, day):
    return {
        "name": names.get(row["country"], row["country"]), "url": country_url(row["country"], page.audience),
        "role": ROLES.get(row["role"], row["role"]).capitalize(),
        "since": in_words(parse_date(row["since"])) or UNKNOWN,
        "until": in_words(parse_date(row["until"])) or "Not recorded as ended",
        "state": _state(row, day), "note": row["note"], "source": row["source_url"],
    }  # fmt: skip


def _state(row, day):
    """The participation on a day, as far as its dates tell."""
    begun, ended = (passed(parse_date(row[name]), day) for name in ("since", "until"))
    if ended is Passed.YES:
        return "ended"
    if begun is Passed.NO:
        return "not begun"
    if Passed.SOME_TIME in (begun, ended):
        return "not certain for this day"
    return "takes part" if begun is Passed.YES else "takes part, since when is not recorded"
