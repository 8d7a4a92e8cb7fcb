"""Links to the files of a list or a record, for its page."""

from dataclasses import replace

from baliportal.catalogue.kinds import Kind
from baliportal.catalogue.record_page import RecordPage

from ..formats.registry import Format, formats_of

FEED_NOTE = "what is new and what changed, for a feed reader (Atom)"


def list_links(page: str, query: str, row_count: str, kind: Kind | None = None) -> list[dict[str, str]]:
    """Label, address and note of each format that is offered below a list, of the page with all formats, and the feed.

    `page` is the path of the list, `query` its query string with the question mark; `row_count` is words such as
    "12 results", which stand in the note of the first link.
    """
    notes = [f"{row_count}, opens in Excel"]
    links = [link | {"note": notes.pop() if notes else ""} for link in file_links(page, query, formats_of(kind))]
    return [
        *links,
        {"label": "More formats and choices", "url": f"/download{page}{query}", "note": ""},
        {"label": "Follow by feed", "url": f"{page.rstrip('/')}.atom{query}", "note": FEED_NOTE},
    ]


def record_links(page: RecordPage, audience: str = "") -> list[dict[str, str]]:
    """Label and address of each format that is offered below a record, on the days of its page, to every audience."""
    days = replace(page.question, beside="").query
    return file_links(page.address or page.entry.get_absolute_url(), days, formats_of(page.kind))


def file_links(page: str, query: str, formats: dict[str, Format]) -> list[dict[str, str]]:
    """Label and address of those of these formats that are offered beside a page."""
    path = page.rstrip("/")
    return [{"label": fmt.label, "url": f"{path}.{suffix}{query}"} for suffix, fmt in formats.items() if fmt.offered]
