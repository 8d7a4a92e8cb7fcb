"""The field syntax of queries: title:passports, country:MY, -kind:law, year:2005..2009.

A field that does not exist and a value that cannot be resolved are plain words, never an error.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from ..analysis.calendars import years
from ..analysis.folding import fold

# Fields of the syntax whose words are searched in these fields of the index only.
WORDS_IN = {"title": ("title", "original_title"), "number": ("number",), "filepage": ("file",)}
# Values of in:, with the fields of the index that all plain words are then searched in.
PLACES = {"file": ("file",), "title": WORDS_IN["title"]}
# Fields of the syntax, synonyms included, that name a choice of a facet.
CHOICES_OF = {
    "country": "country", "member": "country", "topic": "topic", "theme": "topic", "kind": "kind", "type": "type",
    "language": "language", "has": "has",
}  # fmt: skip
SPAN = re.compile(r"(?P<first>.*?)(?:\.\.|(?<=\d{4})-(?=\d{4}$)|^-|-$)(?P<last>.*)|(?P<one>.+)", re.DOTALL)
# Values that may be listed with commas.
MAX_VALUES = 20

# From a facet and a text to the values that the text names: ("country", "Burma") gives ("MM",); () for no value.
Resolve = Callable[[str, str], tuple[str, ...]]


class Condition(NamedTuple):
    """A choice made in the query text: any of `values` of a facet, or a year in one of `spans`, from first to last."""

    facet: str
    values: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


def condition(field: str, text: str, resolve: Resolve) -> Condition | None:
    """The condition that `field:text` sets; None when it is to be read as plain words."""
    if field == "year":
        spans = [_span(part) for part in text.split(",")[:MAX_VALUES] if part.strip()]
        valid = tuple(span for span in spans if span)
        return Condition("year", (), valid) if spans and len(valid) == len(spans) else None
    facet = CHOICES_OF.get(field, "")
    values = _values(facet, text, resolve) if facet else ()
    return Condition(facet, values) if values else None


def _values(facet: str, text: str, resolve: Resolve) -> tuple[str, ...]:
    """The value that the text names, or those it lists with commas: all of them must be known."""
    if whole := resolve(facet, text):
        return whole
    listed = [resolve(facet, part.strip()) for part in text.split(",")[:MAX_VALUES] if part.strip()]
    return tuple(dict.fromkeys(value for values in listed for value in values)) if all(listed) else ()


def _span(text: str) -> tuple[int, int] | None:
    """The years from first to last, each in any calendar: 2005..2009, 2551, 1431AH..1435AH."""
    match = SPAN.fullmatch(fold(text.replace("\u2013", "-")).strip())
    if not match or not any(match.groups()):
        return None
    first, last = _years(match["one"] or match["first"]), _years(match["one"] or match["last"])
    if first is None or last is None:
        return None
    ends = (first[0] if first else 0, last[-1] if last else 9999)
    return min(*ends, *first, *last), max(ends)


def _years(text: str) -> list[int] | None:
    """The Gregorian years that a year may be; [] for no text, None for what is no year."""
    text = text.strip()
    if not text:
        return []
    found = years(text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
        return sorted(map(int, found[0].gregorian))
    return [int(text)] if re.fullmatch(r"\d{4}", text) else None
