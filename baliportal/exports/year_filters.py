"""Filters of reports by the year of a partial date."""

from collections.abc import Callable

from django import forms
from django.db.models import QuerySet
from django_filters import Filter

from baliportal.catalogue.partial_dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate


class YearFilter(Filter):
    """Rows dated in this year or later; rows without a date never match."""

    field_class = forms.IntegerField

    def __init__(self, label: str, field_name: str = "date"):
        super().__init__(field_name, label=label, min_value=EARLIEST_YEAR, max_value=LATEST_YEAR - 1)

    def filter(self, qs: QuerySet, year: int | None) -> QuerySet:
        return qs if year is None else qs.filter(**{f"{self.field_name}__gte": PartialDate(year)})

    def record_test(self, year: int) -> Callable[[dict], bool]:
        return lambda record: record[self.field_name] >= str(year)


class LastYearFilter(YearFilter):
    """Rows dated in this year or earlier; rows without a date never match."""

    def filter(self, qs: QuerySet, year: int | None) -> QuerySet:
        if year is None:
            return qs
        return qs.filter(**{f"{self.field_name}__lt": PartialDate(year + 1)}).exclude(**{self.field_name: ""})

    def record_test(self, year: int) -> Callable[[dict], bool]:
        return lambda record: "" < record[self.field_name] < str(year + 1)
