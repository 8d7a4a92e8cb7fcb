"""Dates that a feed tells beside the date of a record, as the closing date of a call (`Kind.further_dates`)."""

from collections.abc import Iterator

from django.db.models import F

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import in_words


def further_dates() -> dict[str, F]:
    """The annotations of a query of entries with the further dates of every kind."""
    return {
        f"{field}_of_{kind.model._meta.model_name}": F(f"{kind.model._meta.model_name}__{field}")
        for kind in all_kinds()
        for field in kind.further_dates
    }


def further_dates_in_words(entry: Entry) -> Iterator[str]:
    """Yield label and date of those that an annotated entry has: "Closing date: 15 January 2027"."""
    kind = named(entry.kind)
    for field in kind.further_dates:
        if date := getattr(entry, f"{field}_of_{kind.model._meta.model_name}"):
            yield f"{kind.field(field).label}: {in_words(date)}"
