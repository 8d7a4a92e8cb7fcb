"""A report as data: its question, its columns and a function that yields its rows, run anew at every request."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.text import capfirst

from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import is_visible_to
from baliportal.catalogue.schema.scalars import Day, Number, Url

if TYPE_CHECKING:
    from baliportal.catalogue.models import Entry

    from .report_filters import ReportFilters

#: Rows fetched from the database at a time, so that a long report needs the memory of a short one.
BATCH = 500

#: Rows give it as a path; the code that writes a file puts the portal's base address before it.
PAGE = SchemaField(
    "page", "Permanent address", Url(), "The address of its page, which never changes.",
    "https://example.org/e/7k3m9q2x/",
)  # fmt: skip
#: The day of the last check, and the day since which it no longer holds: a report has both columns or neither.
VERIFICATION = (
    SchemaField("verified_on", "Verified on", Day(), "When the record was last checked against its source."),
    SchemaField("verification_lapsed_on", "Changed since verified", Day(),
                "Since when its facts are no longer those that were checked; empty while they are."),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Report:
    """A question that the portal answers with a table: public ones on published entries, staff ones on the work.

    `filters` is a subclass of `report_filters.ReportFilters`. `rows` takes an instance of it and yields a dict from
    column name to value for each row, always in the same order, in bounded memory and a bounded number of queries.
    `count` returns the number of rows, for reports where that is faster than iterating over them. `plot` is one of
    `plots`, or None. `permission` is the Django permission that a reader needs, '' for a public report. `key` names the
    columns that identify a row when two answers are compared: the page by default, else all columns but numbers.
    """

    name: str
    title: str
    question: str
    columns: tuple[SchemaField, ...]
    rows: Callable[["ReportFilters"], Iterable[dict]]
    filters: type["ReportFilters"]
    count: Callable[["ReportFilters"], int] | None = None
    plot: Any = None
    permission: str = ""
    key: tuple[str, ...] = ()

    def __post_init__(self):
        names = [column.name for column in self.columns]
        same = [PAGE.name] if PAGE in self.columns else [c.name for c in self.columns if not isinstance(c.type, Number)]
        object.__setattr__(self, "key", self.key or tuple(name for name in names if name in same))

    @property
    def url(self) -> str:
        """Path of its page; its files are at the same path with a suffix in place of the last slash."""
        return f"{'/admin' if self.permission else ''}/reports/{self.name}/"

    @property
    def file_url(self) -> str:
        """Path of its files, without the suffix."""
        return self.url.rstrip("/")

    @property
    def choices_url(self) -> str:
        """Path of the page on which columns and options of its files are chosen."""
        return f"{self.url}choices/" if self.permission else f"/download{self.url}"

    def bind_filters(self, query: QueryDict) -> "ReportFilters":
        """The filters with the values of a query string; check `is_valid()` before asking for rows."""
        return self.filters(query)

    def iter_rows(self, filters: "ReportFilters") -> Iterable[dict]:
        """The rows under these filters. Raises ValueError when these are not valid, in place of giving every row."""
        _require_valid(filters)
        return self.rows(filters)

    def draw(self, filters: "ReportFilters") -> Any:
        """The plot of these rows; None for a report without one and where there is nothing to draw.

        Plots are drawn of the database, so there is none of what the portal said on a past day, but for those that
        follow days. Raises ValueError when the filters are not valid.
        """
        _require_valid(filters)
        is_drawn = self.plot and (not filters.question.known or getattr(self.plot, "follows_days", False))
        return self.plot.draw(filters) if is_drawn else None

    def total(self, filters: "ReportFilters") -> int:
        """Number of rows under these filters. Raises ValueError when these are not valid."""
        _require_valid(filters)
        return self.count(filters) if self.count else sum(1 for _ in self.rows(filters))

    def preview(self, filters: "ReportFilters", number: int) -> tuple[list[dict], int]:
        """The first `number` rows under these filters and the number of all, computed once.

        Raises ValueError when the filters are not valid.
        """
        rows = iter(self.iter_rows(filters))
        first = list(islice(rows, number))
        return first, self.count(filters) if self.count else len(first) + sum(1 for _ in rows)


def count_of(filters: "ReportFilters") -> int:
    """Number of rows in the filtered queryset: the `count` of a report with one row for each of these."""
    return filters.qs.count()


def streamed(queryset: QuerySet, *relations: str) -> Iterator[Model]:
    """Iterate over a queryset in batches, with these relations prefetched."""
    return queryset.prefetch_related(*relations).iterator(chunk_size=BATCH)


def names(instances: Iterable[Model]) -> str:
    """The names of countries, topics or entries in one cell; entries that are not public are left out."""
    return "; ".join(str(instance) for instance in instances if is_visible_to(instance, Visibility.PUBLIC))


def name(instance: Model | None) -> str:
    """The name of one of them; '' for None and for an entry that is not public."""
    return names([instance] if instance else [])


def label(instance: Model, field: str) -> str:
    """The label of the value of a field with choices; '' for no value."""
    return capfirst(getattr(instance, f"get_{field}_display")())


def iso(date: object) -> str:
    """A partial date or a day in ISO 8601; '' for none."""
    return str(date) if date else ""


def verification(entry: "Entry") -> dict[str, str]:
    """The cells of the columns in VERIFICATION."""
    return {column.name: iso(getattr(entry, column.name)) for column in VERIFICATION}


def source(entry: "Entry") -> str:
    """The source of an entry's facts: its address, or else a note."""
    return entry.source_url or entry.source_note


def page(entry: "Entry") -> str:
    """Path of an entry's permanent address."""
    return f"/e/{entry.public_id}/"


def _require_valid(filters):
    if not filters.is_valid():
        raise ValueError(f"These filters are not valid: {filters.error_text}")
