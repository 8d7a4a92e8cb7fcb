"""The pages of files on which a record is named, as a section of its page."""

from django.db.models import OuterRef, Subquery

from baliportal.accounts.audience import levels_for
from baliportal.catalogue.related import Item, PendingSection, Section

from .models import File, StoredFile


def named_in(entry, audience) -> PendingSection:
    """The resources that name an entry, each with a link to that page of its first file with so many, or to its own."""
    mentions = entry.mentioned_in.select_related("resource").order_by("resource__title")
    pages = StoredFile.objects.filter(sha256=OuterRef("sha256"), pages__gte=1).values("pages")
    files = File.objects.filter(entry__in=entry.mentioned_in.values("resource"), visibility__in=levels_for(audience))

    def make(pending):
        mentions, files = pending.querysets
        items = [_item(mention, files) for mention in mentions if mention.resource.is_published_for(audience)]
        return Section("named-in", "Named in", items, len(items))

    return PendingSection([mentions, files.annotate(pages=Subquery(pages))], make)


def _item(mention, files):
    resource = mention.resource
    readable = (f for f in files if f.entry_id == resource.pk and f.pages and f.pages >= (mention.page or 1))
    file, page = next(readable, None), f"page {mention.page}" if mention.page else ""
    if file is None:
        return Item(resource.title, resource.get_absolute_url(), page, resource.restriction)
    address = f"{file.text_url}?page={mention.page}" if mention.page else file.text_url
    title = f"{page.capitalize()} of {file}" if page else str(file)
    return Item(title, address, resource.date_in_words, resource.restriction)
