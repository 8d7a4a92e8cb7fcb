"""The numbers of the desk, as tables with a small plot beside each."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status

WEEKS = 12
WIDTH, HEIGHT, GAP = 240, 60, 4  # of a plot, in its own units


@dataclass(frozen=True)
class Bar:
    """A rectangle of a plot, and the class that gives it its colour."""

    x: float
    y: float
    width: float
    height: float
    tone: str = "bar"


@dataclass(frozen=True)
class StandingOf:
    """How many entries of a kind stand where in the workflow, and the same as one bar in pieces."""

    plural: str
    counts: list
    bars: list
    total: int


def by_kind(entries, hidden):
    """A line for every kind: its entries by status, in the order of the workflow, less the hidden ones among them.

    To count everything along its index and take a few away is quicker than to ask of each whether it is seen.
    """
    grouped = entries.order_by().values_list("kind", "status").annotate(Count("pk"))
    found = Counter({(kind, status): number for kind, status, number in grouped})
    found.subtract(Counter(hidden.order_by().values_list("kind", "status")))
    rows = [(kind.plural, [found[kind.name, status.value] for status in Status]) for kind in all_kinds()]
    most = max((sum(counts) for _, counts in rows), default=0) or 1
    return [StandingOf(plural, counts, _pieces(counts, most), sum(counts)) for plural, counts in rows]


def by_week(today=None):
    """[(first day, changes)] of the last weeks, this one last; each count reads the index of the journal's times."""
    today = today or timezone.localdate()
    monday = today - datetime.timedelta(days=today.weekday())
    starts = [monday - datetime.timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return [(start, _changes_in_week(start)) for start in starts]


def columns(values):
    """Values as upright bars side by side."""
    most, step = max(values, default=0) or 1, WIDTH / max(len(values), 1)
    heights = [round(HEIGHT * value / most, 1) for value in values]
    return [
        Bar(round(place * step, 1), round(HEIGHT - height, 1), round(step - GAP, 1), height)
        for place, height in enumerate(heights)
    ]


def _changes_in_week(start):
    first = timezone.make_aware(datetime.datetime.combine(start, datetime.time()))
    return Change.objects.filter(at__gte=first, at__lt=first + datetime.timedelta(weeks=1)).count()


def _pieces(counts, most):
    """One lying bar whose pieces are the statuses; its length beside the longest tells how many there are."""
    bars, x = [], 0.0
    for status, count in zip(Status, counts, strict=True):
        width = round(WIDTH * count / most, 1)
        if count:
            bars.append(Bar(round(x, 1), 0, max(width, 1), 12, f"status-{status.value}"))
        x += width
    return bars
