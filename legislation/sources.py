"""Addresses of sources as tables show them."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def named_sources(urls: Iterable[str]) -> list[dict[str, str]]:
    """Return each address once, with its host as its name; none for empty ones."""
    named = dict.fromkeys(url for url in urls if url)
    return [{"url": url, "host": (urlsplit(url).hostname or url).removeprefix("www.")} for url in named]
