"""Quality checks of every kind of record, and checks that several kinds include in their own list (`Kind.checks`)."""

from functools import cache

from baliportal.catalogue.kinds import all_kinds, named

from .ambiguous import ambiguous_country
from .check import Check
from .period import after_date, always_if

#: Letters from which a title in capitals alone is reported; acronyms are shorter.
MIN_CAPITALS = 10
#: Longest summary in characters: two or three sentences and a long one.
MAX_SUMMARY_LENGTH = 1000


def empty(name):
    """Return an evaluator that reports a record while the field `name` is empty."""
    return lambda record: always_if(not record.get(name))


def _no_source(record):
    return always_if(not record["source_url"] and not record["source_note"])


def _in_capitals(record):
    letters = [char for char in record["title"] if char.isalpha() and char.upper() != char.lower()]
    return always_if(len(letters) >= MIN_CAPITALS and all(char.isupper() for char in letters))


def _due(record):
    return after_date(record["verification_due"]) if record["status"] == "published" else None


#: Checks that a kind includes in its own list if they apply to it.
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
          "language", lambda r: always_if(r["original_title"] and not r["language"]),
          weight=3, missing=True, blocks=True),
    Check("no-summary", "No summary", "Write two or three neutral sentences: what it is, and what it does.",
          "summary", empty("summary"), weight=3, missing=True),
    Check("ambiguous-country", "Ambiguous country", "The title names a country that may be one of several: choose "
          "which one under countries.", "countries", ambiguous_country, weight=2),
    Check("summary-long", "Summary too long", f"Keep it under {MAX_SUMMARY_LENGTH} characters; two or three "
          "sentences are read, more are not.", "summary", lambda r: always_if(len(r["summary"]) > MAX_SUMMARY_LENGTH)),
    Check("title-capitals", "Title in capitals", "Write the title in small letters, with capitals where the source "
          "has them in running text.", "title", _in_capitals),
    Check("never-verified", "Never checked against its source", "Open the source, compare, and say so with “I checked "
          "this today…”.", "verified_on", empty("verified_on"), unverified=True),
    Check("changed-since-verified", "Changed since it was checked", "Facts are no longer those that were checked: "
          "compare them with the source once more.", "verified_on", lambda r: always_if(r["verification_lapsed_on"]),
          weight=2, unverified=True),
    Check("overdue", "Overdue for verification", "Check it against its source again.",
          "verification_due", _due, weight=2, unverified=True),
    Check("in-doubt", "Something is in doubt", "Settle the doubt that is noted, then empty the field.",
          "doubt", lambda r: always_if(r["doubt"])),
)  # fmt: skip

#: Names of two extra findings: any check marked `missing`, or `unverified`, found something. They are stored because
#: these two queues are long and would otherwise be a union over many checks.
INCOMPLETE, UNVERIFIED = "incomplete", "unverified"


@cache
def checks_of(kind):
    """Return the checks of a kind: blocking ones first, then those for missing values, then the rest."""
    return sorted((*OF_EVERY_KIND, *named(kind).checks), key=lambda check: (not check.blocks, not check.missing))


@cache
def all_checks():
    """Return every check once, those of every kind first; one of several kinds may name another field in each."""
    own = (check for kind in all_kinds() for check in kind.checks)
    return tuple({check.name: check for check in (*OF_EVERY_KIND, *own)}.values())


def check_named(name):
    """Return the check of this name; raise KeyError if there is none."""
    return {check.name: check for check in all_checks()}[name]
