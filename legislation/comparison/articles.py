"""Table of a treaty's articles, with the provisions of each member that answer them."""

from itertools import groupby
from operator import itemgetter

from django.utils.text import capfirst

from ..day_sources import treaties_of
from ..models import TreatyArticle
from ..reports.members_by_theme import standings
from ..reports.provisions import PROVISIONS_BY_ARTICLE, STATES, answers_of
from .marked_texts import mark_differences
from .page_parts import Column, day_in_words

REPORT = PROVISIONS_BY_ARTICLE
#: Provisions of one member on one article that the page shows.
MOST = 12


def columns(countries, treaty, days):
    """One column per member, with its standing towards the treaty on the days that are asked about."""
    found = standings(treaties_of(countries, days, slug=treaty.slug), countries, days.as_of)
    return [Column(country, _standing(found[country.code], days)) for country in countries]


def _standing(rows, days):
    """The words for a standing; of a treaty that had not been adopted, or was not here, that it was not."""
    if rows:
        return rows[0]["words"]
    return "Treaty not recorded here on that day" if days.known else "Treaty not yet adopted"


def rows(countries, treaty, days):
    """The rows of the table: article, what it asks, and a cell per member."""
    answers = {}
    for row in answers_of(countries, [treaty], days):
        answers.setdefault(row["article"], {}).setdefault(row["code"], []).append(row)
    return [_row(number, answers[number], countries) for number in answers]


def _row(number, found, countries):
    article = next(iter(found.values()))[0]
    firsts = [found[country.code][0] for country in countries]
    marked = mark_differences(firsts)
    return {
        "number": number,
        "heading": article["heading"],
        "asks": article["asks"],
        "subject": capfirst(dict(TreatyArticle.Subject.choices).get(article["subject"], "")),
        "cells": [_cell(found[country.code], marked.get(place)) for place, country in enumerate(countries)],
    }


def _cell(rows, pieces):
    first = rows[0]
    recorded = [_provision(row) for row in rows if row["law"]]
    if recorded and pieces:
        recorded[0]["pieces"] = pieces
    return {
        "state": first["state"],
        "words": capfirst(STATES[first["state"]]) if not recorded or first["state"] == "disputed" else "",
        "checked": ", ".join(filter(None, [first["checked_by"], day_in_words(first["checked_on"])])),
        "laws": [_law(list(provisions)) for _, provisions in groupby(recorded[:MOST], key=itemgetter("url"))],
        "more": len(recorded[MOST:]),
    }


def _law(provisions):
    """A law with its provisions; a source that all of them name stands once."""
    first, sources = provisions[0], {provision["source"] for provision in provisions}
    return {
        "title": first["law"],
        "status": first["status"],
        "url": first["url"],
        "provisions": provisions if len(sources) > 1 else [provision | {"source": ""} for provision in provisions],
        "source": first["source"] if len(sources) == 1 else "",
    }


def _provision(row):
    return {
        "place": row["pinpoint"],
        "law": ", ".join(filter(None, [row["law"], row["number"]])),
        "status": (row["status"] or "status not recorded").lower(),
        "url": row["page"],
        "note": row["note"],
        "source": row["source"],
        "pieces": [],
        "text": row["translation"] or row["text"],
    }
