"""Filters of the change lists."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr

from ..kinds import form_of, name_of
from ..models import Entry


class UsedFilter(admin.RelatedFieldListFilter):
    """The countries or themes that any entry names, each looked up by itself: Django's own filter of this sort reads
    every row of the list to find them."""

    def field_choices(self, field, request, model_admin):
        through = field.remote_field.through
        names = through._base_manager.filter(**{field.m2m_reverse_field_name(): OuterRef("pk")})
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=Q(Exists(names)))


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
        model = model_admin.model
        entries = Entry.objects.all() if model is Entry else Entry.objects.filter(kind=name_of(model))
        dated = entries.order_by().annotate(of_year=Substr("date", 1, 4))  # an index of the one table has it all
        found = sorted(dated.values_list("of_year", flat=True).distinct(), reverse=True)
        return [(year or "none", year or "No date") for year in found]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(date="") if self.value() == "none" else queryset.filter(date__startswith=self.value())
