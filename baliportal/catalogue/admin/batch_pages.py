"""Links from the journal to the pages of batches, which a layer above has: settings.BATCH_PAGES names its function."""

from django.conf import settings
from django.utils.module_loading import import_string


def link_batches(request, acts):
    """Give each change of these acts the address of its batch's page, '' where this person may not open it."""
    names = {act.change.batch for act in acts if act.change.batch}
    pages = import_string(settings.BATCH_PAGES)(request, names) if names else {}
    for act in acts:
        act.change.batch_page = pages.get(act.change.batch, "")
    return acts
