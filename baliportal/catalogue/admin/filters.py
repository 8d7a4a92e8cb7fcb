"""Filters of the change lists."""

from django.contrib import admin
from django.db.models.functions import Substr

from ..kinds import form_of


class TypeFilter(admin.SimpleListFilter):
    """The kind's own types under their labels; absent where a kind has none."""

    title = "type"
    parameter_name = "type"

    def lookups(self, request, model_admin):
        return list(form_of(model_admin.model()).types.items())

    def queryset(self, request, queryset):
        return queryset.filter(type=self.value()) if self.value() else queryset


class YearFilter(admin.SimpleListFilter):
    """The year of an entry's own date, which may be all that is known of it."""

    title = "year"
    parameter_name = "year"

    def lookups(self, request, model_admin):
        dated = model_admin.get_queryset(request).order_by().annotate(of_year=Substr("date", 1, 4))
        found = sorted(set(dated.values_list("of_year", flat=True)), reverse=True)
        return [(year or "none", year or "No date") for year in found]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(date="") if self.value() == "none" else queryset.filter(date__startswith=self.value())
