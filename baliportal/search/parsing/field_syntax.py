"""Fields for those who know: title:passports, country:MY, -kind:law, year:2005..2009.

A field that does not exist and a value that nobody can read are plain words, never an error.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from ..analysis.folding import fold

# Words looked for in these fields of the index only.
WORDS_IN = {"title": ("title", "original_title"), "number": ("number",)}
CHOICES_OF = {
    "country": "country", "member": "country", "topic": "topic", "theme": "topic", "kind": "kind", "type": "type",
    "language": "language",
}  # fmt: skip
SPAN = re.compile(r"(?P<first>\d{4})?(?:\.\.|-)(?P<last>\d{4})?|(?P<one>\d{4})")
MOST_VALUES = 20  # that may be listed with commas

# Gives the values of a facet that a text names: ("country", "Burma") is ("MM",); () when it names none.
Resolve = Callable[[str, str], tuple[str, ...]]


class Condition(NamedTuple):
    """A choice made in the words: any of `values` of a facet, or a year in one of `spans`, from first to last."""

    facet: str
    values: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


def condition(field: str, text: str, resolve: Resolve) -> Condition | None:
    """What `field:text` asks for; None when it is to be read as plain words."""
    if field == "year":
        spans = [_span(each) for each in text.split(",")[:MOST_VALUES] if each.strip()]
        return Condition("year", (), tuple(spans)) if spans and all(spans) else None
    facet = CHOICES_OF.get(field, "")
    values = _values(facet, text, resolve) if facet else ()
    return Condition(facet, values) if values else None


def _values(facet: str, text: str, resolve: Resolve) -> tuple[str, ...]:
    """The value that the text names, or those it lists with commas: all of them must be known."""
    if whole := resolve(facet, text):
        return whole
    named = [resolve(facet, each.strip()) for each in text.split(",")[:MOST_VALUES] if each.strip()]
    return tuple(dict.fromkeys(value for values in named for value in values)) if all(named) else ()


def _span(text: str) -> tuple[int, int] | None:
    found = SPAN.fullmatch(fold(text.replace("\u2013", "-")).strip())
    if not found or not any(found.groups()):
        return None
    first, last = (int(found[end] or found["one"] or other) for end, other in (("first", 0), ("last", 9999)))
    return min(first, last), max(first, last)
