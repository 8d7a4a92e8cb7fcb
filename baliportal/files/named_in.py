"""The pages of files on which a record is named, as a section of its page."""

from django.db.models import Exists, OuterRef

from baliportal.accounts.audience import levels_for
from baliportal.catalogue.related import Item, Section

from .models import File, StoredFile


def named_in(entry, audience) -> Section:
    """The resources that name an entry, each with a link to that page of its first file with so many, or to its own."""
    mentions = entry.mentioned_in.select_related("resource").order_by("resource__title")
    items = [_item(mention, audience) for mention in mentions if mention.resource.is_published_for(audience)]
    return Section("named-in", "Named in", items, len(items))


def _item(mention, audience):
    resource = mention.resource
    readable = StoredFile.objects.filter(sha256=OuterRef("sha256"), pages__gte=mention.page or 1)
    file = File.objects.filter(Exists(readable), entry=resource.pk, visibility__in=levels_for(audience)).first()
    page = f"page {mention.page}" if mention.page else ""
    if file is None:
        return Item(resource.title, resource.get_absolute_url(), page, resource.restriction)
    address = f"{file.text_url}?page={mention.page}" if mention.page else file.text_url
    title = f"{page.capitalize()} of {file}" if page else str(file)
    return Item(title, address, resource.date_in_words, resource.restriction)
