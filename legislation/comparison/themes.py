"""Table of a theme, with what is recorded of each member: coverage, laws, treaties, systems."""

from urllib.parse import urlencode

from ..reports.members_by_theme import MEMBERS_BY_THEME, facts_of
from .page_parts import Column, day_in_words

REPORT = MEMBERS_BY_THEME
IN_FORCE = ("in-force", "amended")
#: Laws of one member that the page shows.
MOST = 25


def columns(countries):
    """One column per member."""
    return [Column(country) for country in countries]


def rows(countries, topic, days):
    """The rows of the table: what is known, laws, a row per treaty, a row per system; each with a cell per member."""
    found = {}
    for row in facts_of(countries, [topic], question=days):
        found.setdefault(row["about"], {}).setdefault(row["title"], {}).setdefault(row["code"], []).append(row)
    yield {"label": "What is known", "cells": _each(countries, found["coverage"][topic.label], _known)}
    laws = {}
    for by_code in found.get("law", {}).values():
        for code, rows_of_law in by_code.items():
            laws.setdefault(code, []).extend(rows_of_law)
    yield {"label": "Laws", "cells": [_laws(country, laws.get(country.code, []), topic) for country in countries]}
    yield from _named("Treaty", found.get("treaty", {}), countries, _standing)
    yield from _named("System", found.get("system", {}), countries, _part)


def _named(kind, by_title, countries, show):
    """A row for each treaty or system; one row that says so where none is recorded under the theme."""
    for title, by_code in by_title.items():
        url = next(iter(by_code.values()))[0]["page"]
        yield {"label": title, "kind": kind, "url": url, "cells": _each(countries, by_code, show)}
    if not by_title:
        words = f"No {kind.lower()} is recorded under this theme."
        yield {"label": f"{kind}s", "cells": [{"items": [{"words": words}]} for _ in countries]}


def _each(countries, by_code, show):
    return [{"items": [show(row) for row in by_code.get(country.code, [])]} for country in countries]


def _known(row):
    looked = row["since"] and f"looked up on {day_in_words(row['since'])}"
    return {"words": row["words"], "note": "; ".join(filter(None, [looked, row["note"]])), "state": row["state"]}


def _standing(row):
    return {"words": row["words"], "note": row["note"], "state": row["state"]}


def _part(row):
    days = [f"{name} {day_in_words(row[name])}" for name in ("since", "until") if row[name]]
    return _standing(row) | {"words": ", ".join([row["words"], *days])}


def _laws(country, rows, topic):
    """The cell of a member's laws; the rest is a link to the list."""
    query = urlencode({"country": country.code.lower(), "topic": topic.slug})
    return {
        "items": [_law(row) for row in rows[:MOST]],
        "more": {"number": len(rows), "url": f"/legislation/?{query}"} if len(rows) > MOST else None,
    }


def _law(row):
    since = f"since {day_in_words(row['since'])}" if row["since"] and row["state"] in IN_FORCE else ""
    enacted = row["enacted"] and f"enacted {day_in_words(row['enacted'])}"
    return {
        "title": row["title"],
        "url": row["page"],
        "words": "; ".join(filter(None, [row["number"], ", ".join(filter(None, [row["words"], since])), enacted])),
        "state": row["state"],
    }
