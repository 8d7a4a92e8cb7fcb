"""The page of a commitment: its state at a glance, who is asked by what, what followed and what is open."""

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.details import shown
from baliportal.catalogue.kinds import label_of
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.relations import is_visible_to

from .ledger import due_in_words, state_in_words

UNKNOWN = "Not recorded"
JUDGED = "The state is told by the editors of this portal from what is recorded in it."


def head_of_commitment(page):
    """The strip: state and its day, who is asked, by when, and where it is said."""
    commitment = page.entry
    return [Block("state", "", "catalogue/strip.html", {
        "state": {"state": commitment.state, "words": state_in_words(commitment)},
        "cells": list(_cells(page)), "doubt": page.doubt,
        "basis": " ".join(filter(None, [JUDGED, page.changed_text, page.verification["text"]])),
    })]  # fmt: skip


def blocks_of_commitment(page):
    """Blocks of follow-ups, as a table in the order of time, and of what is still open."""
    rows = [_follow_up(part) for part in _follow_ups(page)]
    still_open = page.record["still_open"]
    settled = page.entry.state in ("done", "overtaken")
    return [
        Block("followed", "What followed", "workshops/commitments/follow_ups.html", {"rows": rows}, len(rows)),
        Block("open", "What is still open", "workshops/commitments/still_open.html", {
            "text": still_open,
            "none": "Nothing, by what is recorded." if settled else "Not recorded.",
        }),
    ]  # fmt: skip


def _cells(page):
    commitment = page.entry
    named = [*_links(page, "countries"), *_links(page, "organisations")]
    yield _cell("Asked of", [], commitment.addressee or commitment.type_label)
    if named:
        yield _cell("By name", named, "")
    yield _cell("By when", [], due_in_words(commitment) or "No time set")
    yield _cell("Document", _links(page, "document"), "")
    yield _cell("Paragraph", [], commitment.paragraph)
    yield _cell("Meeting", _links(page, "meeting"), "")
    yield _cell("Date", [], in_words(commitment.date))


def _links(page, name):
    return shown(page.kind.field(name), page.entry, page.audience)


def _cell(label, links, text):
    return {"label": label, "links": links, "text": text or UNKNOWN, "unknown": not links and not text}


def _follow_ups(page):
    """The follow-ups whose record the audience may see, undated ones last."""
    parts = [part for part in related(page.entry, "follow_ups") if is_visible_to(part.target, page.audience)]
    return sorted(parts, key=lambda part: (not part.date, str(part.date or ""), part.target.title))


def _follow_up(part):
    return {
        "date": in_words(part.date) or "not recorded",
        "title": part.target.title,
        "url": part.target.get_absolute_url(),
        "kind": label_of(part.target.kind),
        "country": part.country.name if part.country else "",
        "note": part.note,
        "restriction": part.target.restriction,
    }
