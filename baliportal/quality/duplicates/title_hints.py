"""Records with a title like one that is being typed, drafts among them."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from baliportal.search.analysis.folding import fold

from .match_keys import LITTLE

MOST = 5  # records that are shown
LIKE_ENOUGH = 0.45  # of the letter triples of both titles in common
SHORTEST = 8  # characters of a title from which it says something
WORDS, CANDIDATES = 5, 400  # longest words that are looked for, and records compared


@dataclass(frozen=True)
class Hint:
    """An entry and how like it is, from 0 to 1."""

    entry: object
    likeness: float


def alike(entries, title):
    """Those of these entries whose title or original title is most like this one; one query."""
    title = title.strip()[:500]
    if len(title) < SHORTEST and title.isascii():
        return []
    hints = [Hint(entry, likeness(title, entry)) for entry in _candidates(entries, title)]
    near = sorted((hint for hint in hints if hint.likeness >= LIKE_ENOUGH), key=lambda hint: -hint.likeness)
    return near[:MOST]


def likeness(title, entry):
    """How much of both titles is the same, letter by letter, whatever the order of the words."""
    typed = _triples(title)
    return max(_shared(typed, _triples(each)) for each in (entry.title, entry.original_title) if each)


def _candidates(entries, title):
    """Those that hold the most of the title's longest words, or the whole of it."""
    words = sorted({word for word in title.split() if fold(word).strip() not in LITTLE}, key=len, reverse=True)[:WORDS]
    holds = [Q(title__icontains=word) | Q(original_title__icontains=word) for word in words or [title]]
    shared = sum((Case(When(each, then=1), default=0, output_field=IntegerField()) for each in holds), Value(0))
    return entries.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "pk")[:CANDIDATES]


def _triples(text):
    words = f"  {' '.join(fold(text).split())} "
    return {words[place : place + 3] for place in range(len(words) - 2)}


def _shared(one, other):
    return len(one & other) / len(one | other)
