"""Entries with broken links, for the desk, and the broken links of one entry, for its page."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import PartialDate, in_words

from .models import LinkUse, WebAddress


def broken_entries():
    """Return the entries that name a broken address."""
    uses = LinkUse.objects.filter(entry=OuterRef("pk"), address__in=WebAddress.objects.broken())
    return Entry.objects.filter(Exists(uses))


def broken_links_of(entry, audience=None):
    """Return [{"url", "since"}] of the broken addresses of an entry, `since` as a date in words, for
    whoever may see the entry; one query."""
    links = WebAddress.objects.broken().filter(uses__entry=entry.pk).distinct()
    return [
        {"url": link.address, "since": in_words(PartialDate.of(timezone.localtime(link.failing_since).date()))}
        for link in links
    ]
