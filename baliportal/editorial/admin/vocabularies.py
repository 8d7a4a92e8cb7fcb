"""Admins of the catalogue's vocabularies, changes and former addresses, with export and spreadsheet import added."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList

from baliportal.catalogue.admin import (
    ChangeAdmin,
    CountryGroupAdmin,
    FormerAddressAdmin,
    PortalSettingsAdmin,
    TermAdmin,
    TopicAdmin,
)
from baliportal.catalogue.models import Change, CountryGroup, FormerAddress, PortalSettings, Term, Topic
from baliportal.exports.admin import ExportAdmin
from baliportal.imports.admin.spreadsheets import SpreadsheetAdmin

for model in (Topic, CountryGroup, Term, PortalSettings, Change, FormerAddress):
    admin.site.unregister(model)


@admin.register(Topic)
class CuratedTopicAdmin(SpreadsheetAdmin, TopicAdmin):
    pass


@admin.register(CountryGroup)
class CuratedCountryGroupAdmin(SpreadsheetAdmin, CountryGroupAdmin):
    pass


@admin.register(Term)
class CuratedTermAdmin(SpreadsheetAdmin, TermAdmin):
    pass


@admin.register(PortalSettings)
class CuratedPortalSettingsAdmin(ExportAdmin, PortalSettingsAdmin):
    features = (*ExportAdmin.features, *PortalSettingsAdmin.features)


@admin.register(Change)
class CuratedChangeAdmin(ExportAdmin, ChangeAdmin):
    """Changes; a batch is one row in the list, while an export has a row for every change."""

    export_fields = ("number", "at", "who", "verb", "kind", "title", "subject", "route", "version", "note", "batch")

    def get_changelist(self, request, **kwargs):
        as_file = request.resolver_match.url_name == "catalogue_change_export"
        return ChangeList if as_file else super().get_changelist(request, **kwargs)


@admin.register(FormerAddress)
class CuratedFormerAddressAdmin(ExportAdmin, FormerAddressAdmin):
    pass
