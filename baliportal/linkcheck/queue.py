"""Entries with broken links, for the desk, and the broken links of one entry, for its page."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.statuses import Visibility, levels_for
from baliportal.files.archived import archived_entries
from baliportal.files.listed import day_taken
from baliportal.files.models import File

from .models import ArchivedCopy, LinkUse, State, WebAddress

#: States of addresses of which somebody should know that no copy is taken; of a web page none ever is.
NO_COPY = (State.NOT_ALLOWED, State.REFUSED, State.FAILED)


def broken_entries():
    """Return the entries that name a broken address."""
    uses = LinkUse.objects.filter(entry=OuterRef("pk"), address__in=WebAddress.objects.broken())
    return Entry.objects.filter(Exists(uses))


def entries_without_copy():
    """Return the entries that let copies be taken, and of whose documents one could not be."""
    failed = ArchivedCopy.objects.filter(state__in=NO_COPY, address__uses__entry=OuterRef("pk"))
    return Entry.objects.filter(archived_entries(), Exists(failed))


def broken_links_of(entry, audience=None):
    """Return [{"url", "since", "copies"}] of the broken addresses of an entry: `since` as a date in words, and the
    archived copies that the audience may open, the newest first; one query, two where a link is broken."""
    links = list(WebAddress.objects.broken().filter(uses__entry=entry.pk).distinct())
    copies = _copies_of(entry, audience, [link.address for link in links]) if links else {}
    return [
        {
            "url": link.address,
            "since": in_words(PartialDate.of(timezone.localtime(link.failing_since).date())),
            "copies": copies.get(link.address, []),
        }
        for link in links
    ]


def _copies_of(entry, audience, addresses):
    """Return {address: [{"url", "taken"}]} of the archived copies that an audience may open."""
    levels = levels_for(audience or Visibility.PUBLIC)
    files = File.objects.filter(entry=entry.pk, source_url__in=addresses, visibility__in=levels, size__gt=0)
    copies = {}
    for file in files.order_by("-taken_at"):
        url = file.text_url if file.text_sha256 else file.get_absolute_url()
        copies.setdefault(file.source_url, []).append({"url": url, "taken": day_taken(file)})
    return copies
