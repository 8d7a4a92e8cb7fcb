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

from .archived import held_files, held_names
from .models import File, Page

#: Pages of a file that are searched.
MAX_PAGES = 5_000


def indexed_pages(record) -> Iterator[PageText]:
    """The pages of the files that a record names and whose text was read; one query for such a record.

    Those of copies that its audience may not open are among them where their texts are held for search.
    """
    names = [row["sha256"] for row in record.get("files", ()) if row["text_sha256"]]
    names += held_names(record)
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
    levels, condition = levels_for(audience), Q()
    carried = Q(
        sha256__in={address.sha256 for address in addresses},
        entry__status=Status.PUBLISHED, entry__visibility__in=levels,
    )  # fmt: skip
    files = File.objects.filter(carried, visibility__in=levels).select_related("entry")
    held = held_files(carried).exclude(visibility__in=levels).select_related("entry")
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
        (file.entry.public_id, address): _stored_page(file, levels, *pages[address])
        for file in (*held, *files)  # a file that may be opened wins
        for address in addresses
        if address.sha256 == file.sha256 and address in pages
    }


def _stored_page(file, levels, language, text):
    """A page as a result shows it. That of a copy which the audience may not open leads to the source instead."""
    language = language or file.language
    named = language_name(language) if language else ""
    title, source = (file.name, file.source_url) if file.visibility not in levels else (str(file), "")
    return StoredPage(title, language, named, direction(language), text, source)
