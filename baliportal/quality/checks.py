"""The checks, one by one: what a record of this portal should have, and what blocks its publication (a named few)."""

from .ambiguous import unsaid_country
from .check import Check
from .period import after, before, when

SHOUTED = 10  # capitals and nothing else; an acronym is shorter
SUMMARY_FITS = 1000  # characters: two or three sentences, and a long one

DATED = ("law", "agreement", "treaty", "workshop", "resource")
THEMED = ("law", "agreement", "workshop", "resource")
TYPED = (*THEMED, "member", "organisation")
WITH_STANDING = ("law", "agreement")


def empty(name):
    """Amiss while this column is empty."""
    return lambda record: when(not record.get(name))


def _no_source(record):
    return when(not record["source_url"] and not record["source_note"])


def _in_capitals(record):
    letters = [char for char in record["title"] if char.isalpha() and char.upper() != char.lower()]
    return when(len(letters) >= SHOUTED and all(char.isupper() for char in letters))


def _bilateral(record):
    parties = len(record["countries"]) + len(record["party_organisations"])
    return when(record["type"] == "bilateral" and parties != 2)


def _nowhere_to_read(record):
    return when(not (record["url"] or record["files"] or record["links"]))


def _due(record):
    return after(record["verification_due"]) if record["status"] == "published" else None


CHECKS = (
    Check("no-source", "No source",
          "Give the address of the page these facts come from, or name the source in words.",
          "source_url", _no_source, weight=5, missing=True, blocks=True),
    Check("no-language", "Original title without its language",
          "Say in which language the original title is, so that it is found and read aloud rightly.",
          "language", lambda r: when(r["original_title"] and not r["language"]), weight=3, missing=True, blocks=True),
    Check("held-in-future", "Held, but in the future",
          "The meeting is marked as held and its first day is still to come: correct the date, or mark it as planned.",
          "date", lambda r: before(r["date"]) if r["event_status"] == "held" else None, ("workshop",), 5, blocks=True),
    Check("no-summary", "No summary", "Write two or three neutral sentences: what it is, and what it does.",
          "summary", empty("summary"), weight=3, missing=True),
    Check("no-date", "No date", "A year alone is enough; where no date can be known, say so under known doubts.",
          "date", empty("date"), DATED, 2, missing=True),
    Check("no-standing", "No legal status", "Say whether it is in force, amended or repealed, as its source says.",
          "legal_status", empty("legal_status"), WITH_STANDING, 3, missing=True),
    Check("no-theme", "No theme", "Choose at least one theme: lists, facets and reports go by it.",
          "topics", empty("topics"), THEMED, 2, missing=True),
    Check("no-type", "No type", "Say what type it is: the list can then be narrowed to it.",
          "type", empty("type"), TYPED, missing=True),
    Check("no-original-title", "No original title", "The law was made in another language than English: give its "
          "title there, as people of that country search for it.", "original_title",
          lambda r: when(r["language"] not in ("", "en") and not r["original_title"]), ("law",), 1, missing=True),
    Check("jurisdiction", "Jurisdiction not clear", "A law is of one country or territory: choose exactly one.",
          "countries", lambda r: when(len(r["countries"]) != 1), ("law",), 3),
    Check("parties", "Parties not clear", "A bilateral agreement has two parties: name both, and no other.",
          "countries", _bilateral, ("agreement",), 2),
    Check("ambiguous-country", "Ambiguous country", "The title names a country that may be one of several: choose "
          "which one under countries.", "countries", unsaid_country, weight=2),
    Check("summary-long", "Summary too long", f"Keep it under {SUMMARY_FITS} characters; two or three sentences are "
          "read, more are not.", "summary", lambda r: when(len(r["summary"]) > SUMMARY_FITS)),
    Check("title-capitals", "Title in capitals", "Write the title in small letters, with capitals where the source "
          "has them in running text.", "title", _in_capitals),
    Check("nowhere-to-read", "Nothing to read", "Give a web address, a file or a further address.",
          "url", _nowhere_to_read, ("resource",), 2, missing=True),
    Check("plan-is-over", "Planned, but over", "The last day has passed: say whether it was held, postponed or "
          "cancelled.", "event_status",
          lambda r: after(r["end_date"] or r["date"]) if r["event_status"] == "planned" else None, ("workshop",), 2),
    Check("repeal-undated", "Repealed, no one knows when", "Give the date of the repeal, if only its year.",
          "repealed_date", lambda r: when(r["legal_status"] == "repealed" and not r["repealed_date"]), ("law",)),
    Check("never-verified", "Never checked against its source", "Open the source, compare, and say so with “I checked "
          "this today…”.", "verified_on", empty("verified_on")),
    Check("overdue", "Overdue for verification", "Check it against its source again.",
          "verification_due", _due, weight=2),
    Check("in-doubt", "Something is in doubt", "Settle the doubt that is noted, then empty the field.",
          "doubt", lambda r: when(r["doubt"])),
)  # fmt: skip

#: Kept with the findings of a record in which any check that says `missing` found something: the queue is long.
INCOMPLETE = "incomplete"
BLOCKING = tuple(check for check in CHECKS if check.blocks)


def checks_of(kind):
    """The checks that are asked of a kind."""
    return [check for check in CHECKS if check.concerns(kind)]


def check_named(name):
    """The check of this name; KeyError when there is none."""
    return {check.name: check for check in CHECKS}[name]
