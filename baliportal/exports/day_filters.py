"""Filters of reports that follow a day: `as_of`, one in the life of their subjects, and `known`, one of the portal.

A report that declares one of them shows its rows as of that day; see `ReportFilters.question`.
"""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django_filters import Filter

from baliportal.catalogue.page_question import InvalidQuestion, read_day
from baliportal.catalogue.partial_dates import PartialDate

from .report_filters import ChoiceFilter


class DayOfQuestionField(forms.CharField):
    """A day of the form 2015-06-01, under the rules of the parameter `name` on pages of records."""

    def __init__(self, *, name: str, **kwargs):
        self.name = name
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        try:
            return read_day(self.name, super().to_python(value))
        except InvalidQuestion as problem:
            raise ValidationError(str(problem)) from problem


class AsOfFilter(Filter):
    """Rows that are not surely of a later day, by a partial date: rows without a date stay.

    A partial date sorts before the days inside it, so one comparison of texts tells this (see `PartialDate`).
    """

    field_class = DayOfQuestionField

    def __init__(self, *, field_name: str = "date", help_text: str):
        super().__init__(field_name, label="As of", name="as_of", help_text=help_text)

    def filter(self, qs: QuerySet, day: datetime.date | None) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__lte": PartialDate.of(day)}) if day else qs

    def record_test(self, day: datetime.date) -> Callable[[dict], bool]:
        return lambda record: record[self.field_name] <= day.isoformat()


class AsOfRowsFilter(AsOfFilter):
    """A day that the report's own code applies to the rows it computes; the queryset is not filtered."""

    def filter(self, qs: QuerySet, day: datetime.date | None) -> QuerySet:
        return qs

    def record_test(self, day: datetime.date) -> Callable[[dict], bool]:
        return lambda record: True


class StandingFilter(ChoiceFilter):
    """A choice of the status of today; as of a day the report's own code applies it to the status of that day."""

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        return qs if self.parent.question.as_of else super().filter(qs, chosen)

    def record_test(self, chosen: Iterable[str]) -> Callable[[dict], bool]:
        return (lambda record: True) if self.parent.question.as_of else super().record_test(chosen)


class KnownFilter(Filter):
    """The day at whose end the portal said what the rows say; the report's own code reads the journal."""

    field_class = DayOfQuestionField

    HELP = "What is not public today is shown for no day, and no plot is drawn."

    def __init__(self, help_text: str = HELP):
        super().__init__(label="What this portal said on", name="known", help_text=help_text)

    def filter(self, qs: QuerySet, day: datetime.date | None) -> QuerySet:
        return qs

    def record_test(self, day: datetime.date) -> Callable[[dict], bool]:
        return lambda record: True
