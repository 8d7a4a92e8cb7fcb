"""Similar titles, shown as duplicate hints while somebody types a title; drafts are included."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from baliportal.search.analysis.folding import fold

from .match_keys import STOP_WORDS

#: Records that are shown at most.
MAX_HINTS = 5
#: Least share of letter trigrams in common (Jaccard index, 0 to 1).
MIN_SIMILARITY = 0.45
#: Characters from which an ASCII title is compared; shorter ones match too much.
MIN_TITLE_LENGTH = 8
#: Words of the title that the database looks for, longest first, and records that are then compared.
MAX_WORDS, MAX_CANDIDATES = 5, 400


@dataclass(frozen=True)
class SimilarTitle:
    """An entry and the similarity of its title, from 0 to 1."""

    entry: object
    similarity: float


def similar_titles(entries, title):
    """Return up to MAX_HINTS of the entries whose title or original title is similar, the best first; one query."""
    title = title.strip()[:500]
    if len(title) < MIN_TITLE_LENGTH and title.isascii():
        return []
    hints = [SimilarTitle(entry, similarity(title, entry)) for entry in _candidates(entries, title)]
    near = sorted((hint for hint in hints if hint.similarity >= MIN_SIMILARITY), key=lambda hint: -hint.similarity)
    return near[:MAX_HINTS]


def similarity(title, entry):
    """Return the share of letter trigrams that a title and the entry's closer title have in common, from 0 to 1."""
    typed = _trigrams(title)
    return max(_jaccard(typed, _trigrams(known)) for known in (entry.title, entry.original_title) if known)


def _candidates(entries, title):
    """Return the entries that hold the most of the title's longest words, or the whole title if it has none."""
    words = sorted({word for word in title.split() if fold(word).strip() not in STOP_WORDS}, key=len, reverse=True)[
        :MAX_WORDS
    ]
    holds = [Q(title__icontains=word) | Q(original_title__icontains=word) for word in words or [title]]
    shared = sum((Case(When(word, then=1), default=0, output_field=IntegerField()) for word in holds), Value(0))
    return entries.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "pk")[:MAX_CANDIDATES]


def _trigrams(text):
    words = f"  {' '.join(fold(text).split())} "
    return {words[place : place + 3] for place in range(len(words) - 2)}


def _jaccard(one, other):
    return len(one & other) / len(one | other)
