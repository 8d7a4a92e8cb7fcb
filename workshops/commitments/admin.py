from django.contrib import admin

from baliportal.catalogue.admin import PartInline, UsedFilter
from baliportal.editorial.admin import CuratedAdmin

from .models import Commitment, FollowUp


class FollowUpInline(PartInline):
    model = FollowUp
    fk_name = "commitment"
    autocomplete_fields = ("target", "country")


@admin.register(Commitment)
class CommitmentAdmin(CuratedAdmin):
    own_fields = (
        "addressee", "organisations", "meeting", "document", "paragraph", "due", "due_note", "state", "as_of",
        "still_open",
    )  # fmt: skip
    list_display = ("title", "type_shown", "date_shown", "meeting", "state", "status", "updated_at")
    list_select_related = ("meeting",)
    list_filter = (
        "state", ("meeting", admin.RelatedOnlyFieldListFilter), ("countries", UsedFilter), *CuratedAdmin.list_filter,
    )  # fmt: skip
    search_fields = (*CuratedAdmin.search_fields, "addressee", "still_open")
    autocomplete_fields = (*CuratedAdmin.autocomplete_fields, "organisations", "meeting", "document")
    inlines = (FollowUpInline,)
