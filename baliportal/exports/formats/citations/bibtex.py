"""CSL items as BibTeX, in the entry types and fields that every reader of BibTeX knows; UTF-8."""

import re

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
AS_THEY_ARE = ("URL", "source")  # addresses hold signs that a reader must not find escaped


def write(items):
    """Yield the bytes of one entry after another."""
    for item in items:
        yield _entry(item).encode()


def _entry(item):
    kind = TYPES.get(item["type"], "misc")
    fields = [(FIELDS[name], _text(name, value)) for name, value in item.items() if name in FIELDS]
    if kind == "techreport" and "publisher" in item:
        fields.append(("institution", _text("publisher", item["publisher"])))
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields]
    return f"@{kind}{{{item['id']},\n{''.join([*lines, *_date(item)])}}}\n\n"


def _date(item):
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    names = (("year", str), ("month", lambda month: MONTHS[month - 1]), ("day", str))
    for (name, told), part in zip(names, parts, strict=False):
        yield f"  {name} = {told(part)},\n" if name == "month" else f"  {name} = {{{told(part)}}},\n"


def _text(name, value):
    line = re.sub(r"\s+", " ", value).strip()
    return line if name in AS_THEY_ARE else "".join(ESCAPES.get(sign, sign) for sign in line)
