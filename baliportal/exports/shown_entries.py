"""Entries of a report with a row for each: those of the database, or what the portal said on the day asked for."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from .report import streamed

if TYPE_CHECKING:
    from .report_filters import ReportFilters


def shown_entries(
    filters: "ReportFilters", kind: str, rows: QuerySet, relations: Iterable[str], order: Callable[[dict], Any]
) -> Iterable[Model]:
    """The entries of a kind under the filters: `rows`, or those that were known on a day.

    Read their `relations` with `related`, as they are prefetched. `order` is the key by which records sort as rows do.
    """
    return filters.known_entries(kind, order) if filters.question.known else streamed(rows, *relations)


def count_shown(filters: "ReportFilters", kind: str, order: Callable[[dict], Any]) -> int:
    """The number of these entries."""
    return len(filters.known_entries(kind, order)) if filters.question.known else filters.qs.count()
