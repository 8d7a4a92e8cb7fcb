"""Filters of reports on moments: rows from the beginning of a day on, or until its end, in UTC."""

from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.db.models import QuerySet
from django_filters import Filter


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
