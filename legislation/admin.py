from django.contrib import admin

from baliportal.catalogue.admin import PartInline, RecordedAdmin, UsedFilter
from baliportal.editorial.admin import CuratedAdmin
from baliportal.imports.admin.spreadsheets import SpreadsheetAdmin

from .models import (
    Agreement,
    CoverageCheck,
    Law,
    LawRelation,
    Provision,
    TerritorialApplication,
    Treaty,
    TreatyAction,
    TreatyArticle,
    TreatyStanding,
)


class LawRelationInline(PartInline):
    model = LawRelation
    fk_name = "law"
    autocomplete_fields = ("target",)


class ProvisionInline(PartInline):
    model = Provision
    autocomplete_fields = ("treaty",)


class TreatyActionInline(PartInline):
    model = TreatyAction
    autocomplete_fields = ("country",)


class TreatyArticleInline(PartInline):
    model = TreatyArticle


class TerritorialApplicationInline(PartInline):
    model = TerritorialApplication
    autocomplete_fields = ("territory", "by")


class TreatyStandingInline(PartInline):
    model = TreatyStanding
    autocomplete_fields = ("country",)


@admin.register(Law)
class LawAdmin(CuratedAdmin):
    own_fields = (
        "number", "legal_status", "assent_date", "gazetted_date", "in_force_date", "commencement_note", "repealed_date",
        "translation_url", "translation", "archive_links",
    )  # fmt: skip
    list_display = ("title", "number", "type_shown", "date_shown", "legal_status", "status", "updated_at")
    list_filter = (
        "legal_status", ("countries", UsedFilter), *CuratedAdmin.list_filter,
    )  # fmt: skip
    search_fields = (*CuratedAdmin.search_fields, "number")
    inlines = (LawRelationInline, ProvisionInline)


@admin.register(Agreement)
class AgreementAdmin(CuratedAdmin):
    own_fields = ("legal_status", "in_force_date", "binding", "party_organisations", "ratifying_laws", "supersedes")
    list_filter = (
        "legal_status", "binding", ("countries", UsedFilter), *CuratedAdmin.list_filter,
    )  # fmt: skip
    autocomplete_fields = (*CuratedAdmin.autocomplete_fields, "party_organisations", "ratifying_laws", "supersedes")


@admin.register(Treaty)
class TreatyAdmin(CuratedAdmin):
    own_fields = ("short_title", "in_force_date", "depositary", "as_of", "as_of_countries", "as_of_note")
    autocomplete_fields = (*CuratedAdmin.autocomplete_fields, "as_of_countries")
    list_display = ("title", "short_title", "date_shown", "status", "updated_at")
    search_fields = (*CuratedAdmin.search_fields, "short_title")
    inlines = (TreatyActionInline, TreatyStandingInline, TerritorialApplicationInline, TreatyArticleInline)


@admin.register(CoverageCheck)
class CoverageCheckAdmin(SpreadsheetAdmin, RecordedAdmin):
    list_display = ("country", "topic", "of", "state", "checked_on", "checked_by")
    list_filter = ("state", "of", ("country", admin.RelatedOnlyFieldListFilter))
    search_fields = ("country__name", "topic__label", "note")
    autocomplete_fields = ("country", "topic")
    date_hierarchy = "checked_on"
    list_select_related = ("country", "topic")
    readonly_fields = ("public_id",)
