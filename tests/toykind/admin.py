from django.contrib import admin

from baliportal.catalogue.admin import PartInline
from baliportal.editorial.admin import CuratedAdmin

from .models import Campaign, Stop


class StopInline(PartInline):
    model = Stop
    autocomplete_fields = ("country",)


@admin.register(Campaign)
class CampaignAdmin(CuratedAdmin):
    own_fields = ("state", "slogan", "sponsor")
    autocomplete_fields = (*CuratedAdmin.autocomplete_fields, "sponsor")
    inlines = (StopInline,)
