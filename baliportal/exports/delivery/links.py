"""Links to the files of a list or a record, as its page shows them."""

from baliportal.catalogue.kinds import named

from ..formats.registry import formats_of


def list_links(page, query, how_many, kind=None):
    """The formats that are offered, and the page of all; `page` is the list's address, `query` with its question mark.

    The number of rows stands beside the first.
    """
    notes = [f"{how_many}, opens in Excel"]
    links = [link | {"note": notes.pop() if notes else ""} for link in _links(page, query, formats_of(kind))]
    return [*links, {"label": "More formats and choices", "url": f"/download{page}{query}", "note": ""}]


def record_links(entry):
    """The formats of a record that are offered."""
    return _links(entry.get_absolute_url(), "", formats_of(named(entry.kind)))


def _links(page, query, formats):
    here = page.rstrip("/")
    return [{"label": each.label, "url": f"{here}.{suffix}{query}"} for suffix, each in formats.items() if each.offered]
