"""Filters of reports, under the same parameter names as lists: country, group, topic, type."""

from collections.abc import Callable, Iterable
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django_filters import ChoiceFilter as SingleChoiceFilter
from django_filters import FilterSet, ModelMultipleChoiceFilter, MultipleChoiceFilter

from baliportal.catalogue.codes import canonical_code
from baliportal.catalogue.journal.known import KnownEntries
from baliportal.catalogue.models import Country, CountryGroup, Topic
from baliportal.catalogue.page_question import PageQuestion

NOT_IN_GROUP = "None of the chosen countries is a member of the chosen group today."


class ReportFilters(FilterSet):
    """Base class: the filters of a report, over a queryset of published entries.

    django-filter ignores a value that is not valid and would return every row, so a report checks `is_valid()` first.
    Filters with a choice of countries, `country`, have one of country groups beside it, `group`.
    """

    @classmethod
    def get_filters(cls):
        """The declared filters, with that of country groups after that of countries."""
        filters = list(super().get_filters().items())
        if at := next((n for n, (name, _) in enumerate(filters, 1) if name == "country"), 0):
            filters.insert(at, ("group", GroupFilter()))
        return dict(filters)

    def __init__(self, query: QueryDict):
        super().__init__(self.canonical(query), self.base_queryset())
        self._known: KnownEntries | None = None

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

    @property
    def question(self) -> PageQuestion:
        """The days that were asked for, where these filters read any; check `is_valid()` before."""
        chosen = self.form.cleaned_data
        return PageQuestion(as_of=chosen.get("as_of"), known=chosen.get("known"))

    def record_test(self) -> Callable[[dict], bool]:
        """A function that tells of a record whether it passes these filters, as `qs` does of a row in the database."""
        chosen = self.form.cleaned_data
        tests = [field.record_test(chosen[name]) for name, field in self.filters.items() if chosen.get(name)]
        return lambda record: all(test(record) for test in tests)

    def known_entries(self, kind: str, order: Callable[[dict], Any]) -> KnownEntries:
        """The entries of a kind that pass these filters, as this portal showed them on the day `known`, in order.

        Those of the first call, so that count and rows take one pass over the journal; a report asks for one kind.
        """
        if self._known is None:
            self._known = KnownEntries(kind, self.question.known, matches=self.record_test(), order=order)
        return self._known

    def base_queryset(self) -> QuerySet:
        """The rows before filtering: published entries. Staff reports and models that are no entries override it."""
        return self._meta.model.objects.published()

    def is_valid(self) -> bool:
        """False as well where a group is chosen beside countries that are not in it, which leaves no country."""
        if super().is_valid() and self.chosen("group") and not self.chosen("country"):
            self.form.add_error("group", NOT_IN_GROUP)
        return super().is_valid()

    def chosen(self, name: str) -> list:
        """The cleaned values of one filter; [] for none. Countries are those of the chosen groups too."""
        values = list(self.form.cleaned_data.get(name) or [])
        if name != "country" or not self.chosen("group"):
            return values
        return [country for country in self.group_members if not values or country in values]

    @cached_property
    def group_members(self) -> list[Country]:
        """The countries that are members of the chosen groups today."""
        return list(CountryGroup.objects.filter(pk__in=[group.pk for group in self.chosen("group")]).members())


class CountryFilter(ModelMultipleChoiceFilter):
    """Rows related to one of the chosen countries by any of `relations`.

    The form offers countries that have rows. The code of any other country is valid too, and matches nothing.
    """

    def __init__(self, *relations: str, label: str = "Country"):
        self.relations = relations
        super().__init__(to_field_name="code", label=label, widget=CheckboxSelectMultiple)

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

    def record_test(self, chosen: Iterable[Country]) -> Callable[[dict], bool]:
        codes = {country.code for country in chosen}
        return lambda record: any(codes.intersection(_values(record[relation])) for relation in self.relations)


class GroupFilter(ModelMultipleChoiceFilter):
    """Rows related to a member of one of the chosen country groups, as the filter `country` beside it relates them.

    Members are those of today.
    """

    def __init__(self) -> None:
        groups = CountryGroup.objects.order_by("label")
        super().__init__(queryset=groups, to_field_name="slug", label="Country group", widget=CheckboxSelectMultiple)

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        return self.parent.filters["country"].filter(qs, self.parent.group_members) if chosen else qs

    def record_test(self, chosen: Any) -> Callable[[dict], bool]:
        return self.parent.filters["country"].record_test(self.parent.group_members)


class TopicFilter(ModelMultipleChoiceFilter):
    """Rows with one of the chosen topics or a narrower one, by `relation`."""

    def __init__(self, relation: str = "topics"):
        self.relation = relation
        super().__init__(
            queryset=Topic.objects.all(), to_field_name="slug", label="Theme", widget=CheckboxSelectMultiple
        )

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        if not chosen:
            return qs
        under = Q(**{f"{self.relation}__in": chosen}) | Q(**{f"{self.relation}__parent__in": chosen})
        return qs.filter(under).distinct()

    def record_test(self, chosen: Any) -> Callable[[dict], bool]:
        pks = [topic.pk for topic in chosen]
        slugs = set(Topic.objects.filter(Q(pk__in=pks) | Q(parent__in=pks)).values_list("slug", flat=True))
        return lambda record: not slugs.isdisjoint(record[self.relation])


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
            widget=CheckboxSelectMultiple,
        )

    def record_test(self, chosen: Iterable[str]) -> Callable[[dict], bool]:
        values = set(chosen)
        return lambda record: record[self.field_name] in values


class ComputedRowsFilter(ChoiceFilter):
    """A choice that the report's own code applies to the rows it computes; the queryset is not filtered."""

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        return qs

    def record_test(self, chosen: Iterable[str]) -> Callable[[dict], bool]:
        return lambda record: True


class OneChoiceFilter(SingleChoiceFilter):
    """One of several values, which the report's own code reads; in the absence of a choice it takes the first.

    `choices` is a function that returns (value, label) pairs.
    """

    def __init__(self, choices: Callable[[], Iterable[tuple]], label: str):
        super().__init__(choices=choices, label=label, empty_label=None)

    def filter(self, qs: QuerySet, chosen: Any) -> QuerySet:
        return qs


def _values(value):
    """The codes in a field of a record that holds one or several."""
    return [value] if isinstance(value, str) else value


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
