"""List filters of the admin."""

from datetime import datetime, time, timedelta

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import capfirst

from ..kinds import all_schemas, name_of, schema_of_model
from ..models import Change, Entry


class UsedFilter(admin.RelatedFieldListFilter):
    """Filter by the countries or themes that any entry names which the person may see.

    An EXISTS query per country or theme finds them; Django's RelatedOnlyFieldListFilter reads every row of the list.
    """

    def field_choices(self, field, request, model_admin):
        through = field.remote_field.through
        names = through._base_manager.filter(**{field.m2m_reverse_field_name(): OuterRef("pk")})
        visible = model_admin.limited_entries(request)
        names = names if visible is None else names.filter(**{f"{field.m2m_field_name()}__in": visible.values("pk")})
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=Q(Exists(names)))


class TypeFilter(admin.SimpleListFilter):
    """Filter by the kind's own types; absent where a kind has none."""

    title = "type"
    parameter_name = "type"

    def lookups(self, request, model_admin):
        return list(schema_of_model(model_admin.model).types.items())

    def queryset(self, request, queryset):
        return queryset.filter(type=self.value()) if self.value() else queryset


class YearFilter(admin.SimpleListFilter):
    """Filter by the year of an entry's partial date."""

    title = "year"
    parameter_name = "year"

    def lookups(self, request, model_admin):
        model, visible = model_admin.model, model_admin.limited_entries(request)
        entries = Entry.objects.all() if visible is None else visible
        entries = entries if model is Entry else entries.filter(kind=name_of(model))
        dated = entries.order_by().annotate(of_year=Substr("date", 1, 4))  # An index covers this.
        years = sorted(dated.values_list("of_year", flat=True).distinct(), reverse=True)
        return [(year or "none", year or "No date") for year in years]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(date="") if self.value() == "none" else queryset.filter(date__startswith=self.value())


class KindFilter(admin.SimpleListFilter):
    """Filter by kind or vocabulary; the choices come from the registry, without a query."""

    title = parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(schema.name, capfirst(schema.label)) for schema in all_schemas()]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class WhoFilter(admin.SimpleListFilter):
    """Filter by person or program; the choices are read from an index of the journal."""

    title, parameter_name = "person", "who"

    def lookups(self, request, model_admin):
        names = Change.objects.order_by("who").values_list("who", flat=True).distinct()
        return [(name, name) for name in names]

    def queryset(self, request, queryset):
        return queryset.filter(who=self.value()) if self.value() else queryset


class DateRangeFilter(admin.ListFilter):
    """Filter by days, both inclusive; either may be open, and an invalid day is ignored."""

    title = "day"
    template = "admin/between_days.html"
    names = ("since", "until")

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for name in self.names:
            self.used_parameters[name] = (params.pop(name, None) or [""])[-1]
        self.others = [(key, value) for key, values in request.GET.lists() for value in values if key not in self.names]

    def has_output(self):
        return True

    def expected_parameters(self):
        return list(self.names)

    def choices(self, changelist):
        return [{**self.used_parameters, "others": [pair for pair in self.others if pair[0] != "p"]}]

    def queryset(self, request, queryset):
        since, until = (_day(self.used_parameters[name]) for name in self.names)
        if since:
            queryset = queryset.filter(at__gte=_start_of(since))
        return queryset.filter(at__lt=_start_of(until + timedelta(days=1))) if until else queryset


def _day(text):
    try:
        return parse_date(text)
    except ValueError:
        return None


def _start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))
