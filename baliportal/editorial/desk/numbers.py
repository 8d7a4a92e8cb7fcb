"""Counts on the desk, with the bars of a small plot for each table."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status

#: Weeks that the plot of changes covers.
WEEKS = 12
#: Size of a plot and space between its bars, in SVG units.
WIDTH, HEIGHT, GAP = 240, 60, 4


@dataclass(frozen=True)
class Bar:
    """A rectangle of a plot, with the CSS class of its colour."""

    x: float
    y: float
    width: float
    height: float
    css_class: str = "bar"


@dataclass(frozen=True)
class StatusCounts:
    """Number of entries of a kind by status, in workflow order, and the same as a stacked bar."""

    plural: str
    counts: list
    bars: list
    total: int


def by_kind(entries, hidden):
    """Return a StatusCounts for every kind, without the entries in `hidden`.

    Counting all along the index and subtracting the few hidden ones is faster than a visibility condition per entry.
    """
    grouped = entries.order_by().values_list("kind", "status").annotate(Count("pk"))
    counts_by_status = Counter({(kind, status): number for kind, status, number in grouped})
    counts_by_status.subtract(Counter(hidden.order_by().values_list("kind", "status")))
    rows = [(kind.plural, [counts_by_status[kind.name, status.value] for status in Status]) for kind in all_kinds()]
    largest = max((sum(counts) for _, counts in rows), default=0) or 1
    return [StatusCounts(plural, counts, _stacked_bar(counts, largest), sum(counts)) for plural, counts in rows]


def by_week(today=None):
    """Return [(first day, number of changes)] of the last WEEKS weeks, the current one last."""
    today = today or timezone.localdate()
    monday = today - datetime.timedelta(days=today.weekday())
    starts = [monday - datetime.timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return [(start, _changes_in_week(start)) for start in starts]


def bar_chart(values):
    """Return vertical bars for the values, scaled to the largest."""
    largest, step = max(values, default=0) or 1, WIDTH / max(len(values), 1)
    heights = [round(HEIGHT * value / largest, 1) for value in values]
    return [
        Bar(round(index * step, 1), round(HEIGHT - height, 1), round(step - GAP, 1), height)
        for index, height in enumerate(heights)
    ]


def _changes_in_week(start):
    first = timezone.make_aware(datetime.datetime.combine(start, datetime.time()))
    return Change.objects.filter(at__gte=first, at__lt=first + datetime.timedelta(weeks=1)).count()


def _stacked_bar(counts, largest):
    """Return the segments of one horizontal bar, one per status, scaled to `largest` entries."""
    bars, x = [], 0.0
    for status, count in zip(Status, counts, strict=True):
        width = round(WIDTH * count / largest, 1)
        if count:
            bars.append(Bar(round(x, 1), 0, max(width, 1), 12, f"status-{status.value}"))
        x += width
    return bars
