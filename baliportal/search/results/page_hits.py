"""Pages of files that have the sought words, as a result shows them under its card."""

from functools import cache, cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.utils.module_loading import import_string

from baliportal.catalogue.statuses import Visibility

from ..index.pages import PageAddress
from .snippets import Piece, snippet


class StoredPage(NamedTuple):
    """A page of a file with its text, as the function of `settings.SHOWN_PAGES` gives it.

    `source` is the address where a text is read that is held here for search alone; "" for a file to be read here.
    """

    title: str
    language: str
    language_name: str
    dir: str
    text: str
    source: str = ""


class PageHit:
    """One page of a file that has the words; `q` leads on to the reader, which marks them, or to the text's source."""

    def __init__(self, address: PageAddress, stored: StoredPage, terms: list[str], q: str):
        self.file, self.number = stored.title, address.number
        self.language, self.language_name, self.dir = stored.language, stored.language_name, stored.dir
        self._text, self._terms = stored.text, terms
        self.is_held = bool(stored.source)
        reader = f"/files/{address.sha256}/text/?{urlencode([('q', q), ('page', address.number)])}"
        self.url = stored.source or reader

    @cached_property
    def snippet(self) -> list[Piece]:
        """The words in their sentence; made when it is shown, as a spreadsheet has the address alone."""
        return snippet(self._text, self._terms, self.language)

    def url_from(self, base: str) -> str:
        """The whole address, on the site at `base` unless the text is held for search alone."""
        return self.url if self.is_held else f"{base}{self.url}"

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


def page_hits(
    addresses: dict[str, list[PageAddress]], terms: list[str], q: str, audience: str = Visibility.PUBLIC
) -> dict[str, list[PageHit]]:
    """The pages by the id of their entry, without those that an audience may not see now. One query, at most."""
    wanted = {address for pages in addresses.values() for address in pages}
    stored = _stored_pages()(wanted, audience) if wanted else {}
    return {
        entry: [PageHit(address, stored[entry, address], terms, q) for address in pages if (entry, address) in stored]
        for entry, pages in addresses.items()
    }


@cache
def _stored_pages() -> Any:
    """From addresses of pages and an audience to StoredPage, by (public id of the entry, address)."""
    return import_string(settings.SHOWN_PAGES) if settings.SHOWN_PAGES else lambda addresses, audience: {}
