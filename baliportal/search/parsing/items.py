"""The items of a query as typed: words, quoted phrases, fields, groups in parentheses; OR, NOT and AND between them.

Operators are in capital letters, as in other catalogues. OR joins the items before and after it; a number of a law or a
year in several words is one item beside an operator. Parentheses are punctuation where there is no OR.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..analysis.calendars import years
from ..analysis.folding import fold
from ..analysis.reference_numbers import references

# Characters that are read.
MAX_QUERY_LENGTH = 2000
QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\uff02", '"'))
MINUS = r"(?P<minus>(?<!\S)[-\u2212](?=[^\s\-]))?"
FIELD = r'(?:(?<![\w"])(?P<field>[a-zA-Z]{1,20}):(?=[^\s:]))?'
ITEM = re.compile(rf'{MINUS}{FIELD}(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+|"))')
GROUP = rf"{MINUS.replace('minus', 'group_minus')}(?<![^\s\-\u2212])\((?P<group>[^()]*)\)"
GROUP_OR_ITEM = re.compile(f"{GROUP}|{ITEM.pattern}")
OR, NOT, AND = "OR", "NOT", "AND"
OPERATORS = frozenset({OR, NOT, AND})
OPERATOR = re.compile(r"(?<![\w:\"])(?:OR|NOT|AND)(?![\w:\"])")
# A word of which only the beginning is typed: letters or digits, then a star.
PREFIX = re.compile(r"(?P<beginning>[^\W_]{3,})\*")


class Item(NamedTuple):
    """An item of a query: query[start:end] is its text, query[first:last] all of it, with field and signs."""

    text: str
    start: int
    end: int
    first: int
    last: int
    field: str = ""
    excluded: bool = False
    is_quoted: bool = False
    is_group: bool = False

    @property
    def is_bare(self) -> bool:
        """True for words without field and quotation marks that are to be found."""
        return not (self.field or self.excluded or self.is_quoted or self.is_group)

    @property
    def beginning(self) -> str:
        """The folded beginning of a word, typed as lighthou*; '' for other items."""
        match = None if self.is_quoted else PREFIX.fullmatch(self.text)
        folded = fold(match["beginning"]) if match else ""
        return folded if len(folded) > 2 and " " not in folded else ""


def alternatives(query: str) -> Iterator[list[Item]]:
    """The items of a query in order, in lists: those of a list are joined by OR. NOT is resolved, AND passed over."""
    joined: list[Item] = []
    is_joining = is_excluded = False
    for item in scanned(query):
        if item.is_bare and item.text in OPERATORS:
            is_joining = is_joining or (item.text == OR and bool(joined))
            is_excluded = item.text == NOT
            continue
        item = item._replace(excluded=item.excluded or is_excluded)
        if joined and not is_joining:
            yield joined
            joined = []
        joined.append(item)
        is_joining = is_excluded = False
    if joined:
        yield joined


def wanted(query: str, offset: int = 0) -> Iterator[Item]:
    """The items of a query that are to be found, those of groups one by one; their places are `offset` further on."""
    for item in (each for items in alternatives(query) for each in items if not each.excluded):
        if item.is_group:
            yield from wanted(item.text, offset + item.start)
        else:
            start, end, first, last = (place + offset for place in item[1:5])
            yield item._replace(start=start, end=end, first=first, last=last)


def scanned(query: str) -> list[Item]:
    """Items and operators of a query, in order."""
    text = query[:MAX_QUERY_LENGTH].translate(QUOTES)
    operators = set(OPERATOR.findall(text))
    pattern = GROUP_OR_ITEM if OR in operators else ITEM
    found = [_item(match) for match in pattern.finditer(text)]
    return _with_whole_numbers(found, text) if operators else found


def _item(match: re.Match) -> Item:
    groups = match.groupdict()
    name = next(name for name in ("group", "quoted", "bare") if groups.get(name) is not None)
    excluded = bool(groups.get("minus") or groups.get("group_minus"))
    field = (groups.get("field") or "").casefold()
    return Item(groups[name], *match.span(name), *match.span(), field, excluded, name == "quoted", name == "group")


def _with_whole_numbers(items: Sequence[Item], text: str) -> list[Item]:
    """The items with the words of a law's number or a year as one: RA 9208 OR RA 10364."""
    spans = [(number.start, number.end) for number in references(text)]
    spans += [(year.start, year.end) for year in years(text)]
    merged: list[Item] = []
    for item in items:
        before = merged[-1] if merged else None
        is_one = before and item.is_bare and before.text not in OPERATORS
        if before and is_one and any(start < before.end and item.start < end for start, end in spans):
            merged[-1] = before._replace(text=text[before.start : item.end], end=item.end, last=item.last)
        else:
            merged.append(item)
    return merged
