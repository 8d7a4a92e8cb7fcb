"""View model of the reader: one page of a file's text with the sought words marked."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator

from baliportal.catalogue.kinds import named
from baliportal.catalogue.languages import direction, language_name
from baliportal.search.index.index import IndexUnusable
from baliportal.search.index.sync import index_for_reading
from baliportal.search.query import search
from baliportal.search.results.snippets import mark
from baliportal.search.search_request import MAX_QUERY_LENGTH, clean_text
from baliportal.search.thesaurus.loader import get_thesaurus

from .access import Access
from .listed import ListedFile, pages_in_words
from .models import Page
from .safety.media_types import WITH_PICTURES

MAX_PAGE = 1_000_000
PAGES_AROUND = 3


class ReaderPage:
    """Page `number` of a file that the reader may see, for the words `q`."""

    def __init__(self, found: Access, q: str, number: int, base: str = ""):
        self.found, self.number, self.base = found, number, base
        self.q = clean_words(q)
        self.file, self.stored = found.file, found.stored
        self.listed = ListedFile(found.file, found.stored, None)
        self.title = self.listed.title

    @property
    def exists(self):
        return 1 <= self.number <= max(self.total, 1)

    @cached_property
    def total(self):
        return self.stored.pages or self.stored.page_set.count()

    @cached_property
    def text_page(self):
        """The text of this page; None where it was not read."""
        return Page.objects.filter(stored=self.stored, number=self.number).first()

    @property
    def lang(self):
        return (self.text_page and self.text_page.language) or self.file.language

    @property
    def language(self):
        return language_name(self.lang) if self.lang else "Language not recorded"

    @property
    def dir(self):
        return direction(self.lang)

    @cached_property
    def paragraphs(self):
        """The text in marked pieces: a list of (whether it is a heading, pieces)."""
        if not self.text_page:
            return []
        headings = set(self.text_page.headings)
        blocks = [block.strip() for block in self.text_page.text.split("\n\n")]
        return [
            {"heading": block in headings, "pieces": mark(block, self.terms, self.lang)} for block in blocks if block
        ]

    @cached_property
    def terms(self):
        """The words to mark, with their other names; [] without an index."""
        if not self.q:
            return []
        try:
            index = index_for_reading(audience=self.found.audience)
            return search(index, self.q, limit=1, facets=False, thesaurus=get_thesaurus(index.position)).terms
        except IndexUnusable:
            return []

    @property
    def note(self):
        """Origin of the text, or the reason why there is none."""
        page = self.text_page
        if page is None:
            return self.listed.reading_note or "The text of this page was not read."
        if page.by_machine:
            sure = f" Confidence {page.confidence:.0f} %." if page.confidence is not None else ""
            return f"Read by machine from a picture; it may have errors.{sure}"
        if page.needs_ocr and not page.text:
            return f"The text of this page could not be read: {page.note or 'it is a picture'}."
        return "" if page.text else "This page has no text."

    @property
    def picture_url(self):
        shown = self.stored.media_type in WITH_PICTURES
        return f"/files/{self.found.sha256}/pages/{self.number}.png" if shown else ""

    @property
    def entries(self):
        """Links to the entries that carry the file, as far as the reader may see them."""
        seen = {bearer.entry.pk: bearer.entry for bearer in self.found.bearers}
        return [
            {"title": entry.title, "kind": named(entry.kind).label, "url": entry.get_absolute_url()}
            for entry in seen.values()
        ]

    @property
    def citation(self):
        """This page as a reference in plain text: title, page, record and lasting address."""
        place = f", page {self.number}" if self.total > 1 else ""
        records = "; ".join(entry["title"] for entry in self.entries)
        return f"{self.title}{place}. In: {records}. Bali Process knowledge portal. {self.permanent_url}"

    @property
    def permanent_url(self):
        """The whole address of this page, without the words that are marked."""
        query = urlencode(_pairs("", self.number))
        return f"{self.base}{self.text_url}{'?' if query else ''}{query}"

    @property
    def pages_in_words(self):
        return pages_in_words(self.stored.pages)

    @property
    def links(self):
        """Page numbers with their addresses, and Django's ellipsis (no address) for those left out."""
        paginator = Paginator(range(self.total), 1)
        numbers = paginator.get_elided_page_range(self.number, on_each_side=PAGES_AROUND, on_ends=1)
        return [{"number": number, "url": self.url_of(number) if isinstance(number, int) else ""} for number in numbers]

    @property
    def previous_url(self):
        return self.url_of(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self):
        return self.url_of(self.number + 1) if self.number < self.total else ""

    @property
    def text_url(self):
        return f"/files/{self.found.sha256}/text/"

    def url_of(self, number):
        pairs = _pairs(self.q, number)
        return f"{self.text_url}?{urlencode(pairs)}" if pairs else self.text_url


def reading_pairs(query) -> list[tuple]:
    """The parameters that the reader reads, as pairs in one order."""
    return _pairs(clean_words(query.get("q", "")), read_page_number(query))


def clean_words(q) -> str:
    """The words to mark, as the search reads them."""
    return clean_text(q)[:MAX_QUERY_LENGTH].strip()


def _pairs(q, number):
    return ([("q", q)] if q else []) + ([("page", number)] if number > 1 else [])


def read_page_number(query) -> int:
    """The page that a query string names; the first where it makes no sense."""
    text = query.get("page", "")
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdigit() and len(text) < 10 else 1
