from django.contrib import admin

from baliportal.catalogue.admin import PartInline
from baliportal.editorial.admin import CuratedAdmin

from .models import HelpLine, HelpLineContact


class HelpLineContactInline(PartInline):
    model = HelpLineContact


@admin.register(HelpLine)
class HelpLineAdmin(CuratedAdmin):
    own_fields = ("run_by", "hours", "spoken", "spoken_note", "for_whom")
    list_display = ("title", "hours", *CuratedAdmin.list_display[1:])
    list_filter = ("run_by", *CuratedAdmin.list_filter)
    search_fields = (*CuratedAdmin.search_fields, "contacts__address", "for_whom")
    inlines = (HelpLineContactInline,)
