"""Records as CSL items (Citation Style Language 1.0.2), and lists of items as CSL-JSON."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry

from .citation import Citation

CONTENT_TYPE = "application/vnd.citationstyles.csl+json; charset=utf-8"
#: Citation of a kind that declares none.
DEFAULT_CITATION = Citation()
VARIABLES = (
    "id", "type", "title", "original-title", "language", "number", "authority", "publisher", "collection-title",
    "edition", "issued", "abstract", "keyword", "URL", "source",
)  # fmt: skip


def item(entry: Entry, record: dict, page: str) -> dict[str, Any]:
    """The CSL item of an entry, without empty variables.

    `record` is the entry's record for an audience, `page` its permanent address.
    """
    citation = named(entry.kind).citation or DEFAULT_CITATION
    values = citation.values(entry, record) | {
        "id": entry.public_id, "type": citation.type_of(entry), "title": record["title"],
        "original-title": record["original_title"], "language": record["language"], "issued": _issued(record["date"]),
        "abstract": record["summary"], "keyword": ", ".join(record["topics"]), "URL": record["url"] or page,
        "source": page,
    }  # fmt: skip
    return {name: values[name] for name in VARIABLES if values.get(name)}


def write(items: Iterable[dict]) -> Iterator[bytes]:
    """Yield the bytes of a JSON list of items."""
    before = "["
    for csl_item in items:
        yield f"{before}\n{json.dumps(csl_item, ensure_ascii=False)}".encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


def _issued(date):
    """A CSL date with the parts that are known, so that no month or day is invented."""
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None
