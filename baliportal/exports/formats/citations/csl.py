"""A record as a CSL item (Citation Style Language 1.0.2), and lists of them as CSL-JSON."""

import json

from baliportal.catalogue.kinds import named

from .citation import Citation

CONTENT_TYPE = "application/vnd.citationstyles.csl+json; charset=utf-8"
UNSAID = Citation()  # of a kind that does not say how it is cited
ORDER = (
    "id", "type", "title", "original-title", "language", "number", "authority", "publisher", "collection-title",
    "edition", "issued", "abstract", "keyword", "URL", "source",
)  # fmt: skip


def item(entry, record, page):
    """The item of an entry: its public record, and `page`, the permanent address. Empty variables are left out."""
    citation = named(entry.kind).citation or UNSAID
    told = citation.values(entry, record) | {
        "id": entry.public_id, "type": citation.type_of(entry), "title": record["title"],
        "original-title": record["original_title"], "language": record["language"], "issued": _issued(record["date"]),
        "abstract": record["summary"], "keyword": ", ".join(record["topics"]), "URL": record["url"] or page,
        "source": page,
    }  # fmt: skip
    return {name: told[name] for name in ORDER if told.get(name)}


def write(items):
    """Yield the bytes of a JSON list of items."""
    before = "["
    for each in items:
        yield f"{before}\n{json.dumps(each, ensure_ascii=False)}".encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


def _issued(date):
    """No month and no day is made up."""
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None
