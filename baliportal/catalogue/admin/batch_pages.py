"""Links from the journal to the pages of import batches, by the function that settings.BATCH_PAGES names."""

from django.conf import settings
from django.utils.module_loading import import_string

from ..journal.activity import ActivityItem


def link_batches(request, items: list[ActivityItem]) -> list[ActivityItem]:
    """Set `batch_page` of each item's change to the URL of its batch, "" where this person may not open it."""
    names = {item.change.batch for item in items if item.change.batch}
    pages = import_string(settings.BATCH_PAGES)(request, names) if names else {}
    for item in items:
        item.change.batch_page = pages.get(item.change.batch, "")
    return items
