"""Texts of files for the search indexes, and for the pages that a search has found."""

from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Left

from baliportal.catalogue.languages import direction, language_name
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.catalogue.statuses import levels_for
from baliportal.search.index.document import PageText
from baliportal.search.index.pages import PageAddress
from baliportal.search.results.page_hits import StoredPage
from baliportal.search.results.snippets import MAX_LENGTH

from .models import File, Page

#: Pages of a file that are searched.
MAX_PAGES = 5_000


def indexed_pages(record) -> Iterator[PageText]:
    """The pages of the files that a record names and whose text was read; one query for such a record."""
    names = [row["sha256"] for row in record.get("files", ()) if row["text_sha256"]]
    if not names:
        return
    pages = Page.objects.filter(stored__sha256__in=names, number__lte=MAX_PAGES).exclude(text="")
    rows = pages.order_by("stored", "number").values_list("stored__sha256", "number", "language", "text")
    for row in rows.iterator():
        yield PageText(*row)


def restricted_levels_of(entries) -> set[str]:
    """The visibilities, the public's apart, of the files of a queryset of entries."""
    files = File.objects.filter(entry__in=entries.values("pk")).exclude(visibility=Visibility.PUBLIC)
    return set(files.order_by().values_list("visibility", flat=True).distinct())


def shown_pages(addresses: set[PageAddress], audience: str) -> dict[tuple[str, PageAddress], StoredPage]:
    """The pages at these addresses that an audience may see, by (public id of an entry that carries them, address)."""
    names = {address.sha256 for address in addresses}
    files = File.objects.filter(
        sha256__in=names, visibility__in=levels_for(audience),
        entry__status=Status.PUBLISHED, entry__visibility__in=levels_for(audience),
    ).select_related("entry")  # fmt: skip
    condition = Q()
    for address in addresses:
        condition |= Q(stored__sha256=address.sha256, number=address.number)
    pages = {
        PageAddress(sha256, number): (language, text)
        for sha256, number, language, text in Page.objects.filter(condition).values_list(
            "stored__sha256",
            "number",
            "language",
            Left("text", MAX_LENGTH),  # a sheet may have megabytes
        )
    }
    return {
        (file.entry.public_id, address): _stored_page(file, *pages[address])
        for file in files
        for address in addresses
        if address.sha256 == file.sha256 and address in pages
    }


def _stored_page(file, language, text):
    language = language or file.language
    return StoredPage(str(file), language, language_name(language) if language else "", direction(language), text)
