"""CSL items as BibTeX in UTF-8, with classic entry types and the biblatex fields that readers of BibTeX know."""

import re
from collections.abc import Iterable, Iterator

CONTENT_TYPE = "application/x-bibtex; charset=utf-8"
TYPES = {"report": "techreport", "book": "book"}
FIELDS = {
    "title": "title", "original-title": "titleaddon", "language": "language", "number": "number",
    "authority": "institution", "publisher": "publisher", "collection-title": "series", "edition": "edition",
    "abstract": "abstract", "keyword": "keywords", "URL": "url", "source": "note",
}  # fmt: skip
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ESCAPES = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
           **{sign: f"\\{sign}" for sign in "%&#_$"}}  # fmt: skip
#: Variables that hold an address: reference managers take these as they are, escaped signs would break the link.
UNESCAPED = ("URL", "source")


def write(items: Iterable[dict]) -> Iterator[bytes]:
    """Yield the bytes of one entry after another."""
    for item in items:
        yield _entry(item).encode()


def _entry(item):
    kind = TYPES.get(item["type"], "misc")
    fields = [(FIELDS[name], _escaped(name, value)) for name, value in item.items() if name in FIELDS]
    if kind == "techreport" and "publisher" in item:
        fields.append(("institution", _escaped("publisher", item["publisher"])))
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields]
    return f"@{kind}{{{item['id']},\n{''.join([*lines, *_date_lines(item)])}}}\n\n"


def _date_lines(item):
    """Year, month and day as far as they are known; the month is one of BibTeX's own macros and has no braces."""
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    for name, part in zip(("year", "month", "day"), parts, strict=False):
        yield f"  month = {MONTHS[part - 1]},\n" if name == "month" else f"  {name} = {{{part}}},\n"


def _escaped(name, value):
    line = re.sub(r"\s+", " ", value).strip()
    return line if name in UNESCAPED else "".join(ESCAPES.get(sign, sign) for sign in line)
