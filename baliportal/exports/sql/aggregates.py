"""Aggregate queries of reports: number of rows by year and by another field."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Substr
from django.utils.text import capfirst

from ..report_filters import ReportFilters

NOT_RECORDED = "Not recorded"


def year(field: str = "date") -> Substr:
    """Expression: the year of a partial date as text, '' for none."""
    return Substr(field, 1, 4, output_field=CharField())


def per_year(
    labels: Mapping[str, str] | Iterable[tuple[str, str]], part: str = "type", field: str = "date"
) -> Callable[[ReportFilters], Iterator[tuple[str, str, int]]]:
    """The `points` of a chart over time: takes filters and yields (year, label, number of rows).

    `part` is the field that divides the rows of a year, `labels` the labels of its values, `field` a partial date.
    """

    def points(filters):
        rows = distinct_rows(filters.qs).annotate(in_year=year(field)).values_list("in_year", part)
        for in_year, value, number in rows.annotate(number=Count("pk")).order_by("in_year", part):
            yield in_year, capfirst(dict(labels).get(value, value)) or NOT_RECORDED, number

    return points


def distinct_rows(rows: QuerySet) -> QuerySet:
    """A queryset of the same rows, each once, without the joins by which they were filtered: safe to count over."""
    return rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
