"""A report: a question, the columns of its answer and the rows, as data; made afresh whenever it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst

from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import is_visible_to
from baliportal.catalogue.schema.scalars import Day, Number, Url

BATCH = 500  # rows of the database held in memory at a time

#: Rows give it as a path; whoever hands them out puts the portal's own address before it.
PAGE = SchemaField(
    "page", "Permanent address", Url(), "The address of its page, which never changes.",
    "https://example.org/e/7k3m9q2x/",
)  # fmt: skip
#: When a record was checked, and whether that still holds: the two always stand together.
VERIFICATION = (
    SchemaField("verified_on", "Verified on", Day(), "When the record was last checked against its source."),
    SchemaField("verification_lapsed_on", "Changed since verified", Day(),
                "Since when its facts are no longer those that were checked; empty while they are."),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Report:
    """A question that the portal answers with a table: of what is published, or for staff of how the portal is kept.

    `filters` is a class of filters (see `filters.ReportFilters`). `rows` takes an object of it and yields a dict from
    column name to value for each row, always in the same order, in bounded memory and a bounded number of queries;
    `count` says how many there will be, where that is quicker than to make them all. `plot` draws it, where people
    would rather look than read (see `plots`). `permission` is what it takes to see it, none for everybody. `key` names
    the columns by which a row is the same row at another time; without any it is the page, or all that is no number.
    """

    name: str
    title: str
    question: str
    columns: tuple
    rows: Callable
    filters: type
    count: Callable | None = None
    plot: object = None
    permission: str = ""
    key: tuple = ()

    def __post_init__(self):
        names = [column.name for column in self.columns]
        same = [PAGE.name] if PAGE in self.columns else [c.name for c in self.columns if not isinstance(c.type, Number)]
        object.__setattr__(self, "key", self.key or tuple(name for name in names if name in same))

    @property
    def url(self):
        """The address of its page; its files are at the same with a suffix in place of the slash."""
        return f"{'/admin' if self.permission else ''}/reports/{self.name}/"

    @property
    def file_url(self):
        """The address of its files, without the suffix."""
        return self.url.rstrip("/")

    @property
    def choices_url(self):
        """The address of the page on which columns and form of its files are chosen."""
        return f"{self.url}choices/" if self.permission else f"/download{self.url}"

    def asked(self, query):
        """The filters as a query string sets them; see `is_valid()` before asking for rows."""
        return self.filters(query)

    def answer(self, filters):
        """The rows under these filters. Raises ValueError when they are not valid: wrong is not the same as none."""
        _refuse_invalid(filters)
        return self.rows(filters)

    def drawn(self, filters):
        """The plot of these rows, None for a report without one or where there is nothing to draw; raises as above."""
        _refuse_invalid(filters)
        return self.plot.drawn(filters) if self.plot else None

    def total(self, filters):
        """How many rows `answer` gives; raises ValueError as it does."""
        _refuse_invalid(filters)
        return self.count(filters) if self.count else sum(1 for _ in self.rows(filters))


def count_of(filters):
    """The `count` of a report with one row for each row of its filters' queryset."""
    return filters.qs.count()


def streamed(queryset, *relations):
    """The rows of a queryset with these relations fetched along, a batch at a time."""
    return queryset.prefetch_related(*relations).iterator(chunk_size=BATCH)


def names(things):
    """The names of countries, themes or entries in one cell; an entry that is not public has none."""
    return "; ".join(str(thing) for thing in things if is_visible_to(thing, Visibility.PUBLIC))


def name(thing):
    """The name of one of them; '' for none."""
    return names([thing] if thing else [])


def label(thing, field):
    """What the value of a field with choices is called; '' for none."""
    return capfirst(getattr(thing, f"get_{field}_display")())


def iso(date):
    """A partial date or a day as its text; '' for none."""
    return str(date) if date else ""


def verification(entry):
    """The values of the columns in VERIFICATION."""
    return {column.name: iso(getattr(entry, column.name)) for column in VERIFICATION}


def source(entry):
    """Where the facts of an entry come from: an address, or words."""
    return entry.source_url or entry.source_note


def page(entry):
    """The permanent address of an entry, as a path."""
    return f"/e/{entry.public_id}/"


def _refuse_invalid(filters):
    if not filters.is_valid():
        raise ValueError(f"These filters are not valid: {filters.wrong}")
