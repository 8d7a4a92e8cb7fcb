"""Calendar entries of all kinds that have some, in the order of their days, and their number by year."""

from collections import Counter

from django.db.models import Count
from django.db.models.functions import Substr

from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.kinds import all_kinds

#: Rows that become whole entries of a file at a time.
BATCH = 200


def sources():
    """The kinds of record that stand in the calendar."""
    return [kind for kind in all_kinds() if kind.calendar]


def entries_of(question, audience, most, latest_first=False):
    """Return (the entries that answer a question, at most so many of the earliest or the latest; True if cut short)."""
    found = []
    for kind in sources():
        records = kind.calendar.select(question, audience)
        rows = (records.reverse() if latest_first else records)[: most + 1]
        found += kind.calendar.entries(list(rows), audience)
    found.sort(key=in_order, reverse=latest_first)
    return found[:most], len(found) > most


def undated(request, audience, most):
    """Return (entries without a date that answer the choices, at most so many; True if cut short)."""
    found = []
    for kind in sources():
        records = kind.calendar.undated(request.between(), audience)
        found += kind.calendar.entries(list(records[: most + 1]), audience)
    return found[:most], len(found) > most


def whole_entries(question, audience):
    """Yield all entries that answer a question, with facts, themes and links, in bounded memory, kind by kind."""
    for kind in sources():
        for rows in batched(kind.calendar.select(question, audience).iterator(BATCH), BATCH):
            yield from kind.calendar.entries(list(rows), audience, whole=True)


def numbers_by_year(request, audience):
    """Return {year: number of entries that begin in it}, the latest year first."""
    numbers = Counter()
    for kind in sources():
        records = kind.calendar.select(request.between(), audience).order_by()
        years = records.annotate(begun_in=Substr(kind.calendar.date_field, 1, 4)).values("begun_in")
        numbers.update({int(row["begun_in"]): row["number"] for row in years.annotate(number=Count("pk"))})
    return dict(sorted(numbers.items(), reverse=True))


def in_order(entry):
    """Sort key: the first day, less precise dates before those inside them."""
    return str(entry.start), str(entry.end or ""), entry.title
