"""The checks asked of records of every kind, and those that several kinds list among their own (`Kind.checks`)."""

from functools import cache

from baliportal.catalogue.kinds import all_kinds, named

from .ambiguous import unsaid_country
from .check import Check
from .period import after, when

SHOUTED = 10  # capitals and nothing else; an acronym is shorter
SUMMARY_FITS = 1000  # characters: two or three sentences, and a long one


def empty(name):
    """Amiss while this column is empty."""
    return lambda record: when(not record.get(name))


def _no_source(record):
    return when(not record["source_url"] and not record["source_note"])


def _in_capitals(record):
    letters = [char for char in record["title"] if char.isalpha() and char.upper() != char.lower()]
    return when(len(letters) >= SHOUTED and all(char.isupper() for char in letters))


def _due(record):
    return after(record["verification_due"]) if record["status"] == "published" else None


#: For kinds to list.
NO_DATE = Check("no-date", "No date", "A year alone is enough; where no date can be known, say so under known doubts.",
                "date", empty("date"), weight=2, missing=True)  # fmt: skip
NO_THEME = Check("no-theme", "No theme", "Choose at least one theme: lists, facets and reports go by it.",
                 "topics", empty("topics"), weight=2, missing=True)  # fmt: skip
NO_TYPE = Check("no-type", "No type", "Say what type it is: the list can then be narrowed to it.",
                "type", empty("type"), missing=True)  # fmt: skip

OF_EVERY_KIND = (
    Check("no-source", "No source",
          "Give the address of the page these facts come from, or name the source in words.",
          "source_url", _no_source, weight=5, missing=True, blocks=True),
    Check("no-language", "Original title without its language",
          "Say in which language the original title is, so that it is found and read aloud rightly.",
          "language", lambda r: when(r["original_title"] and not r["language"]), weight=3, missing=True, blocks=True),
    Check("no-summary", "No summary", "Write two or three neutral sentences: what it is, and what it does.",
          "summary", empty("summary"), weight=3, missing=True),
    Check("ambiguous-country", "Ambiguous country", "The title names a country that may be one of several: choose "
          "which one under countries.", "countries", unsaid_country, weight=2),
    Check("summary-long", "Summary too long", f"Keep it under {SUMMARY_FITS} characters; two or three sentences are "
          "read, more are not.", "summary", lambda r: when(len(r["summary"]) > SUMMARY_FITS)),
    Check("title-capitals", "Title in capitals", "Write the title in small letters, with capitals where the source "
          "has them in running text.", "title", _in_capitals),
    Check("never-verified", "Never checked against its source", "Open the source, compare, and say so with “I checked "
          "this today…”.", "verified_on", empty("verified_on"), unverified=True),
    Check("changed-since-verified", "Changed since it was checked", "Facts are no longer those that were checked: "
          "compare them with the source once more.", "verified_on", lambda r: when(r["verification_lapsed_on"]),
          weight=2, unverified=True),
    Check("overdue", "Overdue for verification", "Check it against its source again.",
          "verification_due", _due, weight=2, unverified=True),
    Check("in-doubt", "Something is in doubt", "Settle the doubt that is noted, then empty the field.",
          "doubt", lambda r: when(r["doubt"])),
)  # fmt: skip

#: Kept with the findings of a record in which any check that says `missing`, or `unverified`, found something: those
#: queues are long.
INCOMPLETE, UNVERIFIED = "incomplete", "unverified"


@cache
def checks_of(kind):
    """The checks that are asked of a kind: what blocks first, then what is missing, then the rest."""
    return sorted((*OF_EVERY_KIND, *named(kind).checks), key=lambda check: (not check.blocks, not check.missing))


@cache
def all_checks():
    """Every check once, those of every kind first."""
    own = (check for kind in all_kinds() for check in kind.checks)
    return tuple(dict.fromkeys((*OF_EVERY_KIND, *own)))


def check_named(name):
    """The check of this name; KeyError when there is none."""
    return {check.name: check for check in all_checks()}[name]
