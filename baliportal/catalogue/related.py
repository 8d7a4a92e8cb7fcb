"""Related entries of an entry, as sections of its page."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet, Value

from .db.combined_queries import fetch_together
from .distinction import described, description

#: Items of a section that are shown before the link to all of them.
SHOWN = 10


@dataclass(frozen=True)
class Item:
    """One related entry as a section lists it."""

    title: str
    url: str
    meta: str = ""
    restriction: str = ""


@dataclass(frozen=True)
class Section:
    """Entries related in one way; `total` counts them all, `more_url` lists them all."""

    id: str
    title: str
    items: list
    total: int
    more_url: str = ""


@dataclass(frozen=True)
class PendingSection:
    """A section that is made once its querysets are evaluated: a page evaluates those of all its sections together.

    `count` is a queryset with the number of all entries where the first queryset, cut short, may not tell it.
    """

    querysets: list[QuerySet]
    make: Callable[["PendingSection"], Section]
    shown: int = 0
    count: QuerySet | None = field(default=None, compare=False)

    @property
    def is_cut_short(self) -> bool:
        return self.count is not None and len(self.querysets[0]) > self.shown

    @property
    def total(self) -> int:
        """The number of entries: of what is cut short by a further query."""
        return self.count[0] if self.count is not None and self.is_cut_short else len(self.querysets[0])


def section(name: str, title: str, entries, audience: str, more_url: str = "", shown: int = SHOWN) -> PendingSection:
    """Return a section with the newest `shown` entries of a queryset that are published for an audience."""
    published = entries.published(audience).distinct()

    def make(pending):
        items = [item(entry) for entry in pending.querysets[0][:shown]]
        return Section(name, title, items, pending.total, more_url if pending.is_cut_short else "")

    newest = described(published).order_by("-date", "title")[: shown + 1]
    return PendingSection([newest], make, shown, _number_of(published))


def item(entry) -> Item:
    """Return a described entry as a list item, with what tells it from others of its title as context."""
    meta = ", ".join(filter(None, [*description(entry), entry.type_label, entry.date_in_words]))
    return Item(entry.title, entry.get_absolute_url(), meta, entry.restriction)


def nonempty(*pending: PendingSection) -> list[Section]:
    """Return the sections that have items: one query for all of them, a second one where some are cut short."""
    fetch_together(*(queryset for each in pending for queryset in each.querysets))
    fetch_together(*(each.count for each in pending if each.is_cut_short))
    sections = [each.make(each) for each in pending]
    return [section for section in sections if section.total]


def _number_of(entries):
    """A queryset of one number, so that it can be evaluated together with others."""
    return entries.order_by().values(whole=Value(1)).annotate(n=Count("pk", distinct=True)).values_list("n", flat=True)
