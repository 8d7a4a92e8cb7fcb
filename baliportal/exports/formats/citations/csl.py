"""A record as a CSL item (Citation Style Language 1.0.2), and lists of them as CSL-JSON."""

import json

from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.relations import is_visible_to
from baliportal.catalogue.schema.scalars import related

CONTENT_TYPE = "application/vnd.citationstyles.csl+json; charset=utf-8"
# What CSL calls a kind, and a type of it where that is something else.
TYPES = {
    "law": "legislation", "agreement": "treaty", "treaty": "treaty", "workshop": "event", "resource": "document",
    "resource/report": "report", "resource/workshop-report": "report", "resource/handbook": "book",
    "resource/policy-guide": "report", "resource/policy-brief": "report", "resource/news": "post",
    "resource/press-release": "post", "resource/website": "webpage",
}  # fmt: skip


def item(entry, record, page):
    """The item of an entry: its public record, and `page`, the permanent address. Empty variables are left out."""
    told = {
        "id": entry.public_id, "type": TYPES.get(f"{entry.kind}/{entry.type}") or TYPES.get(entry.kind, "document"),
        "title": record["title"], "original-title": record["original_title"], "language": record["language"],
        "number": record.get("number", ""), "authority": _authority(entry), "publisher": _publisher(entry),
        "collection-title": record.get("series", "") if entry.kind == "resource" else "",
        "edition": record.get("edition", ""), "issued": _issued(record["date"]), "abstract": record["summary"],
        "keyword": ", ".join(record["topics"]), "URL": record["url"] or page, "source": page,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


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


def _authority(entry):
    """Whose law or agreement it is."""
    lawful = entry.kind in ("law", "agreement")
    return "; ".join(sorted(country.name for country in related(entry, "countries"))) if lawful else ""


def _publisher(entry):
    publisher = getattr(entry, "publisher", None)
    return publisher.title if publisher and is_visible_to(publisher, Visibility.PUBLIC) else ""
