"""The lists that the ground floor registers, given what every list of the desk has."""

from django.contrib import admin

from baliportal.catalogue.admin import (
    ChangeAdmin,
    FormerAddressAdmin,
    TermAdmin,
    TopicAdmin,
)
from baliportal.catalogue.models import Change, FormerAddress, Term, Topic

from .exports import ExportAdmin
from .spreadsheets import SpreadsheetAdmin

for model in (Topic, Term, Change, FormerAddress):
    admin.site.unregister(model)


@admin.register(Topic)
class CuratedTopicAdmin(SpreadsheetAdmin, TopicAdmin):
    pass


@admin.register(Term)
class CuratedTermAdmin(SpreadsheetAdmin, TermAdmin):
    pass


@admin.register(Change)
class CuratedChangeAdmin(ExportAdmin, ChangeAdmin):
    pass


@admin.register(FormerAddress)
class CuratedFormerAddressAdmin(ExportAdmin, FormerAddressAdmin):
    pass
