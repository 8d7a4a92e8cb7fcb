"""Filters of the change lists."""

from django.contrib import admin
from django.db.models.functions import Substr


class YearFilter(admin.SimpleListFilter):
    """The year of an entry's own date, which may be all that is known of it."""

    title = "year"
    parameter_name = "year"

    def lookups(self, request, model_admin):
        years = (
            model_admin.get_queryset(request)
            .order_by()
            .annotate(year_=Substr("date", 1, 4))
            .values_list("year_", flat=True)
        )
        found = sorted(set(years), reverse=True)
        return [(year or "none", year or "No date") for year in found]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(date="") if self.value() == "none" else queryset.filter(date__startswith=self.value())
