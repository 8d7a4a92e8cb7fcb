"""Records with broken links, for the desk; and the broken links of one record, for its page."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import PartialDate, in_words

from .models import LinkUse, WebAddress


def broken_entries():
    """Entries that name an address which failed several times in a row, on several days."""
    uses = LinkUse.objects.filter(entry=OuterRef("pk"), address__in=WebAddress.objects.broken())
    return Entry.objects.filter(Exists(uses))


def broken_links_of(entry):
    """The addresses of an entry that are broken, each with the day since when it fails, in words; one query."""
    links = WebAddress.objects.broken().filter(uses__entry=entry.pk).distinct()
    return [
        {"url": link.address, "since": in_words(PartialDate.of(timezone.localtime(link.failing_since).date()))}
        for link in links
    ]
