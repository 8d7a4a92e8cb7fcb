from django import forms
from django.contrib import admin

from baliportal.catalogue.admin import PartInline
from baliportal.editorial.admin import CuratedAdmin

from .models import HelpLine, HelpLineContact
from .translation_check import TranslationCheck
from .translations import ORIGINAL, translations


class HelpLineContactInline(PartInline):
    model = HelpLineContact


@admin.register(HelpLine)
class HelpLineAdmin(CuratedAdmin):
    own_fields = ("run_by", "hours", "spoken", "spoken_note", "for_whom")
    list_display = ("title", "hours", *CuratedAdmin.list_display[1:])
    list_filter = ("run_by", *CuratedAdmin.list_filter)
    search_fields = (*CuratedAdmin.search_fields, "contacts__address", "for_whom")
    inlines = (HelpLineContactInline,)


def languages():
    """Choices of the languages whose translation can be checked."""
    return [(one.code, f"{one.name} ({one.code})") for one in translations().values() if one.code != ORIGINAL]


class TranslationCheckForm(forms.ModelForm):
    language = forms.ChoiceField(choices=languages)

    class Meta:
        model = TranslationCheck
        fields = ("language", "checked_on", "checked_by")


@admin.register(TranslationCheck)
class TranslationCheckAdmin(admin.ModelAdmin):
    """Saving the form again states that the present text was read."""

    form = TranslationCheckForm
    list_display = ("language", "checked_on", "checked_by", "of_present_text")

    @admin.display(description="of the present text", boolean=True)
    def of_present_text(self, check):
        return check.holds
