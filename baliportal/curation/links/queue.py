"""Records with broken links, for the desk."""

from django.db.models import Exists, OuterRef

from baliportal.catalogue.models import Entry

from ..models import LinkUse, WebAddress


def broken_entries():
    """Entries that name an address which failed several times in a row, on several days."""
    uses = LinkUse.objects.filter(entry=OuterRef("pk"), address__in=WebAddress.objects.broken())
    return Entry.objects.filter(Exists(uses))
