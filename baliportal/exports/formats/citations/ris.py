"""CSL items as RIS, as reference managers read it: a tag of two letters, two blanks, a hyphen, a blank, the value."""

import re
from collections.abc import Iterable, Iterator

CONTENT_TYPE = "application/x-research-info-systems; charset=utf-8"
TYPES = {"legislation": "STAT", "report": "RPRT", "book": "BOOK", "post": "ELEC", "webpage": "ELEC", "event": "CONF"}
TAGS = {
    "title": "TI", "original-title": "TT", "language": "LA", "number": "M1", "authority": "CY", "publisher": "PB",
    "collection-title": "T3", "edition": "ET", "abstract": "AB", "URL": "UR", "source": "L2", "id": "ID",
}  # fmt: skip


def write(items: Iterable[dict]) -> Iterator[bytes]:
    """Yield the bytes of one reference after another."""
    for item in items:
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(item)).encode() + b"\r\n"


def _tags(item):
    """(tag, value) of a reference, from its type, which has to come first, to the end of the reference."""
    yield "TY", TYPES.get(item["type"], "GEN")
    for name, value in item.items():
        if name in TAGS:
            yield TAGS[name], re.sub(r"\s+", " ", value).strip()
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    if parts:
        year, month, day = (f"{part:02d}" for part in [*parts, 0, 0][:3])
        yield "PY", f"{parts[0]:04d}"
        yield "DA", f"{int(year):04d}/{month if len(parts) > 1 else ''}/{day if len(parts) > 2 else ''}/"
    for word in filter(None, item.get("keyword", "").split(", ")):
        yield "KW", word
    yield "ER", ""
