from django.contrib import admin

from baliportal.catalogue.admin import PartInline, RecordedAdmin
from baliportal.editorial.admin import CuratedAdmin
from baliportal.imports.admin.spreadsheets import SpreadsheetAdmin

from .commitments.admin import CommitmentAdmin
from .models import Attendance, Series, Workshop

__all__ = ["CommitmentAdmin", "SeriesAdmin", "WorkshopAdmin"]


class AttendanceInline(PartInline):
    model = Attendance
    autocomplete_fields = ("country", "organisation")


@admin.register(Workshop)
class WorkshopAdmin(CuratedAdmin):
    own_fields = (
        "event_status", "end_date", "start_time", "end_time", "time_zone", "format", "city", "venue", "place", "series",
        "ordinal", "mechanism", "host_countries", "host_organisations", "co_chairs", "funders", "outcomes",
    )  # fmt: skip
    list_display = ("title", "type_shown", "date_shown", "city", "event_status", "status", "updated_at")
    list_filter = (
        "event_status", "format", ("series", admin.RelatedOnlyFieldListFilter),
        ("place", admin.RelatedOnlyFieldListFilter), *CuratedAdmin.list_filter,
    )  # fmt: skip
    search_fields = (*CuratedAdmin.search_fields, "city", "outcomes")
    autocomplete_fields = (
        *CuratedAdmin.autocomplete_fields, "place", "series", "host_countries", "host_organisations", "co_chairs",
        "funders",
    )  # fmt: skip
    inlines = (AttendanceInline,)


@admin.register(Series)
class SeriesAdmin(SpreadsheetAdmin, RecordedAdmin):
    list_display = ("name", "mechanism", "slug")
    search_fields = ("name", "slug", "mechanism")
    readonly_fields = ("public_id",)

    def view_on_site(self, series):
        return series.get_absolute_url()
