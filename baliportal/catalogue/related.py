"""Related entries of an entry, as sections of its page."""

from dataclasses import dataclass

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


def section(name: str, title: str, entries, audience: str, more_url: str = "", shown: int = SHOWN) -> Section:
    """Return a section with the newest `shown` entries of a queryset that are published for an audience."""
    published = entries.published(audience).distinct()
    newest = list(described(published).order_by("-date", "title")[: shown + 1])
    total = len(newest) if len(newest) <= shown else published.count()
    return Section(name, title, [item(entry) for entry in newest[:shown]], total, more_url if total > shown else "")


def item(entry) -> Item:
    """Return a described entry as a list item, with what tells it from others of its title as context."""
    meta = ", ".join(filter(None, [*description(entry), entry.type_label, entry.date_in_words]))
    return Item(entry.title, entry.get_absolute_url(), meta, entry.restriction)


def nonempty(*sections: Section) -> list[Section]:
    """Return only the sections that have items."""
    return [section for section in sections if section.total]
