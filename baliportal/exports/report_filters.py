"""Filters of reports, under the same parameter names as lists: country, topic, type."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django_filters import ChoiceFilter as SingleChoiceFilter
from django_filters import Filter, FilterSet, ModelMultipleChoiceFilter, MultipleChoiceFilter

from baliportal.catalogue.codes import canonical_code
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.partial_dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate

SEVERAL = "Hold Ctrl or ⌘ to choose several."


class ReportFilters(FilterSet):
    """Base class: the filters of a report, over a queryset of published entries.

    django-filter ignores a value that is not valid and would return every row, so a report checks `is_valid()` first.
    """

    def __init__(self, query: QueryDict):
        super().__init__(self.canonical(query), self.base_queryset())

    @classmethod
    def canonical(cls, query: QueryDict) -> QueryDict:
        """The parameters of a query string that these filters read, in the order of the filters, without blank values.

        A filter with several values may be repeated; of any other the last value counts, even where it is blank.
        """
        params = QueryDict(mutable=True)
        for key, field in cls.base_filters.items():
            values = query.getlist(key) if isinstance(field, MultipleChoiceFilter) else query.getlist(key)[-1:]
            cleaned = (_canonical_value(key, field, value) for value in values)
            params.setlist(key, list(dict.fromkeys(filter(None, cleaned))))
        return params

    @property
    def error_text(self) -> str:
        """The validation errors in one line; '' where there are none."""
        return " ".join(f"{name}: {' '.join(words)}" for name, words in self.errors.items())

    def base_queryset(self) -> QuerySet:
        """The rows before filtering: published entries. Staff reports and models that are no entries override it."""
        return self._meta.model.objects.published()

    def chosen(self, name: str) -> list:
        """The cleaned values of one filter; [] for none."""
        return list(self.form.cleaned_data.get(name) or [])


class CountryFilter(ModelMultipleChoiceFilter):
    """Rows related to one of the chosen countries by any of `relations`.

    The form offers countries that have rows. The code of any other country is valid too, and matches nothing.
    """

    def __init__(self, *relations: str, label: str = "Country"):
        self.relations = relations
        super().__init__(to_field_name="code", label=label, help_text=SEVERAL)

    def get_queryset(self, request: HttpRequest | None) -> QuerySet[Country]:
        codes = [code for code in self.parent.data.getlist("country") if len(code) == 2 and code.isalpha()]
        return Country.objects.filter(self.countries_with_rows() | Q(code__in=codes))

    def countries_with_rows(self) -> Q:
        """Condition on countries: at least one row, before filtering, is related to them."""
        rows = self.parent.queryset.order_by()
        return _any_of(Q(pk__in=rows.values(relation)) for relation in self.relations)

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        if not chosen:
            return qs
        return qs.filter(_any_of(Q(**{f"{relation}__in": chosen}) for relation in self.relations)).distinct()


class TopicFilter(ModelMultipleChoiceFilter):
    """Rows with one of the chosen topics or a narrower one, by `relation`."""

    def __init__(self, relation: str = "topics"):
        self.relation = relation
        super().__init__(queryset=Topic.objects.all(), to_field_name="slug", label="Theme", help_text=SEVERAL)

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        if not chosen:
            return qs
        under = Q(**{f"{self.relation}__in": chosen}) | Q(**{f"{self.relation}__parent__in": chosen})
        return qs.filter(under).distinct()


class ChoiceFilter(MultipleChoiceFilter):
    """Rows with one of the chosen values of a field.

    `choices` are (value, label) pairs or a dict, or a function that returns the pairs.
    """

    def __init__(self, choices: Iterable[tuple] | Callable[[], Iterable[tuple]], label: str, field_name: str):
        named = choices if callable(choices) else dict(choices).items
        super().__init__(
            choices=lambda: [(value, capfirst(name)) for value, name in named()],
            label=label,
            field_name=field_name,
            help_text=SEVERAL,
        )


class ComputedRowsFilter(ChoiceFilter):
    """A choice that the report's own code applies to the rows it computes; the queryset is not filtered."""

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        return qs


class OneChoiceFilter(SingleChoiceFilter):
    """One of several values, which the report's own code reads; in the absence of a choice it takes the first.

    `choices` is a function that returns (value, label) pairs.
    """

    def __init__(self, choices: Callable[[], Iterable[tuple]], label: str):
        super().__init__(choices=choices, label=label, empty_label=None)

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        return qs


class YearFilter(Filter):
    """Rows dated in this year or later; rows without a date never match."""

    field_class = forms.IntegerField

    def __init__(self, label: str, field_name: str = "date"):
        super().__init__(field_name, label=label, min_value=EARLIEST_YEAR, max_value=LATEST_YEAR - 1)

    def filter(self, qs: QuerySet, year: int | None) -> QuerySet:
        return qs if year is None else qs.filter(**{f"{self.field_name}__gte": PartialDate(year)})


class LastYearFilter(YearFilter):
    """Rows dated in this year or earlier; rows without a date never match."""

    def filter(self, qs: QuerySet, year: int | None) -> QuerySet:
        if year is None:
            return qs
        return qs.filter(**{f"{self.field_name}__lt": PartialDate(year + 1)}).exclude(**{self.field_name: ""})


class DayFilter(Filter):
    """Rows from the beginning of this day (UTC) on."""

    field_class = forms.DateField

    def __init__(self, label: str, field_name: str):
        super().__init__(field_name, label=label, widget=forms.DateInput(attrs={"type": "date"}))

    def filter(self, qs: QuerySet, day: date | None) -> QuerySet:
        return qs if day is None else qs.filter(**{f"{self.field_name}__gte": _start_of(day)})


class LastDayFilter(DayFilter):
    """Rows until the end of this day (UTC)."""

    def filter(self, qs: QuerySet, day: date | None) -> QuerySet:
        return qs if day is None else qs.filter(**{f"{self.field_name}__lt": _start_of(day) + timedelta(days=1)})


def _start_of(day):
    return datetime.combine(day, time.min, UTC)


def _any_of(conditions):
    return reduce(or_, conditions)


def _canonical_value(key, field, value):
    """A value without surrounding blanks; a listed choice in the spelling of the list, whatever its case."""
    value = value.encode("utf-8", "replace").decode().strip()
    if isinstance(field, OneChoiceFilter):
        return canonical_code(key, value)
    if not isinstance(field, MultipleChoiceFilter):
        return value
    choices = field.extra.get("choices", ())
    spelling = {} if callable(choices) else {str(choice).lower(): str(choice) for choice, _ in choices}
    return spelling.get(value.lower()) or canonical_code(key, value)
