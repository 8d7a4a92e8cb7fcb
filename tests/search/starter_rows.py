"""The starter files read plainly, as rules about right answers need them: without the portal's models or its index."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from baliportal import starter

STARTER = Path(starter.__file__).parent

# kind: its file; its columns of title, type, date and language, and those of countries and organisations
FILES = {
    "law": ("legislation.csv", "title", "kind", "enacted_date", "original_language", ("member",)),
    "agreement": ("agreements.csv", "title", "kind", "signed_date", "", ("parties",)),
    "treaty": ("treaties.csv", "title", "", "adopted", "", ()),
    "workshop": ("workshops.csv", "title", "kind", "start_date", "", ("country", "hosts")),
    "resource": ("resources.csv", "title", "kind", "published_date", "language", ("members", "publisher")),
    "member": ("member_states.csv", "name", "membership", "joined", "", ("code",)),
    "organisation": ("organisations.csv", "name", "kind", "", "", ()),
    "commitment": ("commitments.csv", "title", "", "date", "", ("countries", "organisations")),
    "system": ("systems.csv", "name", "", "operational_since", "", ("operator",)),
    "help-line": ("help_lines.csv", "name", "type", "source_date", "", ("country",)),
}
TOLD = ("title", "name", "original_title", "number", "summary", "outcomes", "city", "acronym", "short_title")
# The states of a treaty or of a system stand in a file of their own.
STATES = {"treaty": "treaty_actions.csv", "system": "system_participation.csv"}


@dataclass(frozen=True)
class Row:
    kind: str
    slug: str
    title: str
    type: str
    year: str
    language: str
    parties: frozenset  # codes of countries, slugs of organisations
    topics: frozenset
    told: str


@cache
def rows():
    """Every record of the starter content: {"law/my-act-670-2007": Row}."""
    states = {kind: _states(kind) for kind in STATES}
    return {f"{row.kind}/{row.slug}": row for kind in FILES for row in _rows(kind, states.get(kind, {}))}


@cache
def narrower():
    """The themes below each theme, itself included."""
    below = defaultdict(set)
    for topic in _read("topics.csv"):
        below[topic["slug"]].add(topic["slug"])
        below[topic["parent"]].add(topic["slug"])
    return below


def _rows(kind, states):
    name, title, type_, date, language, places = FILES[kind]
    for line in _read(name):
        slug = line["slug"] if "slug" in line else line["code"].lower()
        parties = {code for place in places for code in line[place].split(";")} | states.get(slug, set())
        yield Row(
            kind, slug, line[title], line.get(type_, ""), line.get(date, "")[:4], line.get(language, ""),
            frozenset(parties), frozenset(line.get("topics", "").split(";")),
            " · ".join(line[column] for column in TOLD if line.get(column)),
        )  # fmt: skip


def _states(kind):
    found = defaultdict(set)
    for line in _read(STATES[kind]):
        found[line[kind]].add(line["member"])
    return found


def _read(name):
    with (STARTER / name).open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
