"""The labelled queries: what visitors type, and every record that a fair person would accept as a right answer.

A right answer is `kind/slug`, or a rule such as `kind=law&topic=extradition&party=TH|LA` for all records that it
fits: kind, type, topic (that very theme), theme (it or one below), party (a country or an organisation), language (of
the original), year (2018 or 2016..2018), title and told (a regular expression, sought in the title or in all that is
told; case does not count).
The best answer stands first. `python -m tests.search.labels` fills in the halves.
"""

import csv
import hashlib
import re
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from .starter_rows import narrower, rows

FILE = Path(__file__).with_name("labelled_queries.csv")
COLUMNS = ("query", "language", "intent", "relevant", "half", "note")


@dataclass(frozen=True)
class Labelled:
    query: str
    language: str
    intent: str
    relevant: str
    half: str
    note: str

    @cached_property
    def answers(self):
        """The right answers as kind/slug, the best first, each once."""
        return list(dict.fromkeys(answer for item in self.relevant.split(";") for answer in answers_to(item)))


def labelled_queries():
    with FILE.open(newline="", encoding="utf-8") as file:
        return [Labelled(**line) for line in csv.DictReader(file)]


def half(query):
    """By a hash of the query, so that nobody chooses which queries the ranking is tuned on."""
    return "tune" if hashlib.sha256(query.encode()).digest()[0] % 2 else "report"


def answers_to(item):
    """The records that one item of `relevant` names, as kind/slug."""
    if "=" not in item:
        return [item]
    conditions = [condition.partition("=") for condition in item.split("&")]
    return [name for name, row in rows().items() if all(_fits(row, key, value) for key, _, value in conditions)]


def _fits(row, key, value):
    if key in ("title", "told"):
        return bool(re.search(value, getattr(row, key), re.IGNORECASE))
    wanted = set(value.split("|"))
    if key == "year":
        first, _, last = value.partition("..")
        return first <= row.year <= (last or first)
    if key == "theme":
        return bool(set().union(*(narrower()[topic] for topic in wanted)) & row.topics)
    if key in ("topic", "party"):
        return bool(wanted & (row.topics if key == "topic" else row.parties))
    return getattr(row, key) in wanted


def write_halves():
    lines = [{**asdict(labelled), "half": half(labelled.query)} for labelled in labelled_queries()]
    with FILE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


if __name__ == "__main__":
    write_halves()
