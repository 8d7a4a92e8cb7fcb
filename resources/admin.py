from django.contrib import admin

from baliportal.catalogue.admin import PartInline
from baliportal.editorial.admin import CuratedAdmin

from .models import Link, Mention, Resource


class LinkInline(PartInline):
    model = Link


class MentionInline(PartInline):
    model = Mention
    fk_name = "resource"
    autocomplete_fields = ("target",)


@admin.register(Resource)
class ResourceAdmin(CuratedAdmin):
    own_fields = (
        "publisher", "series", "edition", "living_document", "closing_date", "meeting", "endorsed_by", "translation_of",
        "archive_links",
    )  # fmt: skip
    list_filter = (
        "language", ("publisher", admin.RelatedOnlyFieldListFilter), *CuratedAdmin.list_filter,
    )  # fmt: skip
    search_fields = (*CuratedAdmin.search_fields, "series")
    autocomplete_fields = (
        *CuratedAdmin.autocomplete_fields, "publisher", "meeting", "endorsed_by", "translation_of",
    )  # fmt: skip
    inlines = (MentionInline, LinkInline)
