"""The lists that the ground floor registers, given what every list of the desk has."""

from django.contrib import admin

from baliportal.catalogue.admin import (
    AnyEntryAdmin,
    ChangeAdmin,
    CountryAdmin,
    FormerAddressAdmin,
    TermAdmin,
    TopicAdmin,
)
from baliportal.catalogue.models import Change, Country, Entry, FormerAddress, Term, Topic

from .exports import ExportAdmin
from .spreadsheets import SpreadsheetAdmin

for model in (Topic, Country, Term, Entry, Change, FormerAddress):
    admin.site.unregister(model)


@admin.register(Topic)
class CuratedTopicAdmin(SpreadsheetAdmin, TopicAdmin):
    pass


@admin.register(Country)
class CuratedCountryAdmin(SpreadsheetAdmin, CountryAdmin):
    pass


@admin.register(Term)
class CuratedTermAdmin(SpreadsheetAdmin, TermAdmin):
    pass


@admin.register(Entry)
class CuratedAnyEntryAdmin(ExportAdmin, AnyEntryAdmin):
    pass


@admin.register(Change)
class CuratedChangeAdmin(ExportAdmin, ChangeAdmin):
    pass


@admin.register(FormerAddress)
class CuratedFormerAddressAdmin(ExportAdmin, FormerAddressAdmin):
    pass
