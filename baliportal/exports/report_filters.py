"""What a visitor may choose in a report, in the words that every list uses: country, topic, type."""

from datetime import UTC, datetime, time, timedelta
from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.text import capfirst
from django_filters import Filter, FilterSet, ModelMultipleChoiceFilter, MultipleChoiceFilter

from baliportal.catalogue.codes import canonical_code
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.partial_dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate

SEVERAL = "Hold Ctrl or ⌘ to choose several."


class ReportFilters(FilterSet):
    """The filters of a report: its queryset holds what is published, and nothing else.

    django-filter passes over a value that makes no sense and would return every row: a report asks `is_valid()` first.
    """

    def __init__(self, query):
        super().__init__(self.canonical(query), self.published())

    @classmethod
    def canonical(cls, query):
        """What of a query string concerns these filters, in their order; a form left empty sends names without values.

        Filters with several values may be repeated; of any other the last value counts, blank or not.
        """
        chosen = QueryDict(mutable=True)
        for key, each in cls.base_filters.items():
            values = query.getlist(key) if isinstance(each, MultipleChoiceFilter) else query.getlist(key)[-1:]
            clean = (_clean(key, each, value) for value in values)
            chosen.setlist(key, list(dict.fromkeys(filter(None, clean))))
        return chosen

    @property
    def wrong(self):
        """What makes no sense in the question, in words; "" where all of it does."""
        return " ".join(f"{name}: {' '.join(words)}" for name, words in self.errors.items())

    def published(self):
        """What the public may see; a model that is no kind of entry says so itself."""
        return self._meta.model.objects.published()

    def chosen(self, name):
        """The values chosen in one filter, [] for none."""
        return list(self.form.cleaned_data.get(name) or [])


class CountryFilter(ModelMultipleChoiceFilter):
    """Rows that one of the chosen countries has to do with by any of `relations`.

    Countries with rows are offered; any other may be asked for by its code, and has none.
    """

    def __init__(self, *relations, label="Country"):
        self.relations = relations
        super().__init__(to_field_name="code", label=label, help_text=SEVERAL)

    def get_queryset(self, request):
        asked = [code for code in self.parent.data.getlist("country") if len(code) == 2 and code.isalpha()]
        return Country.objects.filter(self.with_rows() | Q(code__in=asked))

    def with_rows(self):
        """The countries to offer, as a condition."""
        found = self.parent.queryset.order_by()
        return _any(Q(pk__in=found.values(relation)) for relation in self.relations)

    def filter(self, qs, chosen):
        if not chosen:
            return qs
        return qs.filter(_any(Q(**{f"{relation}__in": chosen}) for relation in self.relations)).distinct()


class TopicFilter(ModelMultipleChoiceFilter):
    """Rows under one of the chosen themes or a narrower one, by `relation`."""

    def __init__(self, relation="topics"):
        self.relation = relation
        super().__init__(queryset=Topic.objects.all(), to_field_name="slug", label="Theme", help_text=SEVERAL)

    def filter(self, qs, chosen):
        if not chosen:
            return qs
        under = Q(**{f"{self.relation}__in": chosen}) | Q(**{f"{self.relation}__parent__in": chosen})
        return qs.filter(under).distinct()


class ChoiceFilter(MultipleChoiceFilter):
    """Rows with one of the chosen values of a field; `choices` maps each value to its label, or is a function."""

    def __init__(self, choices, label, field_name):
        named = choices if callable(choices) else dict(choices).items
        super().__init__(
            choices=lambda: [(value, capfirst(name)) for value, name in named()],
            label=label,
            field_name=field_name,
            help_text=SEVERAL,
        )


class MadeRowsFilter(ChoiceFilter):
    """A choice among rows that a report makes itself: it looks at what was chosen, the queryset stays as it is."""

    def filter(self, qs, chosen):
        return qs


class YearFilter(Filter):
    """Rows dated in this year or after it; a row without a date is in no year."""

    field_class = forms.IntegerField

    def __init__(self, label, field_name="date"):
        super().__init__(field_name, label=label, min_value=EARLIEST_YEAR, max_value=LATEST_YEAR - 1)

    def filter(self, qs, year):
        return qs if year is None else qs.filter(**{f"{self.field_name}__gte": PartialDate(year)})


class LastYearFilter(YearFilter):
    """Rows dated in this year or before it."""

    def filter(self, qs, year):
        if year is None:
            return qs
        return qs.filter(**{f"{self.field_name}__lt": PartialDate(year + 1)}).exclude(**{self.field_name: ""})


class DayFilter(Filter):
    """Rows from the beginning of this day on, in UTC."""

    field_class = forms.DateField

    def __init__(self, label, field_name):
        super().__init__(field_name, label=label, widget=forms.DateInput(attrs={"type": "date"}))

    def filter(self, qs, day):
        return qs if day is None else qs.filter(**{f"{self.field_name}__gte": _begins(day)})


class LastDayFilter(DayFilter):
    """Rows until the end of this day, in UTC."""

    def filter(self, qs, day):
        return qs if day is None else qs.filter(**{f"{self.field_name}__lt": _begins(day) + timedelta(days=1)})


def _begins(day):
    return datetime.combine(day, time.min, UTC)


def _any(conditions):
    return reduce(or_, conditions)


def _clean(key, each, value):
    """A value without blanks around it; one that can be chosen from a list as it stands there."""
    value = value.encode("utf-8", "replace").decode().strip()
    if not isinstance(each, MultipleChoiceFilter):
        return value
    listed = each.extra.get("choices", ())
    names = {} if callable(listed) else {str(choice).lower(): str(choice) for choice, _ in listed}
    return names.get(value.lower()) or canonical_code(key, value)
