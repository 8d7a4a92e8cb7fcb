"""Atom ids as tag URIs (RFC 4151): of a record by its permanent public id, of a feed by its path and question."""

from urllib.parse import quote

#: Authority and year of every id. It does not follow SITE_URL: a record keeps its id when the portal moves to another
#: host.
AUTHORITY = "baliprocess.net,2026"


def entry_id(public_id: str) -> str:
    """The id of a record, under all addresses and in all feeds."""
    return f"tag:{AUTHORITY}:portal/{public_id}"


def feed_id(path: str) -> str:
    """The id of a feed; `path` is its path with the canonical query string."""
    return f"tag:{AUTHORITY}:portal{quote(path, safe='/?=&+%.-_~')}"
