"""The relations of an entry, as sections of its page: other entries, each with a line that places it."""

from dataclasses import dataclass

SHOWN = 10  # items of a section before the link to all of them


@dataclass(frozen=True)
class Item:
    """One related entry as a section lists it."""

    title: str
    url: str
    meta: str = ""


@dataclass(frozen=True)
class Section:
    """Entries related in one way; `total` counts them all, `more_url` lists them all."""

    id: str
    title: str
    items: list
    total: int
    more_url: str = ""


def section(name, title, entries, more_url="", shown=SHOWN):
    """A section of published entries from any queryset of them; the newest first."""
    published = entries.published().distinct()
    found = list(published.order_by("-date", "title")[: shown + 1])
    total = len(found) if len(found) <= shown else published.count()
    return Section(name, title, [item(entry) for entry in found[:shown]], total, more_url if total > shown else "")


def item(entry):
    """An entry as a line: its title, and type and date for placing it."""
    return Item(entry.title, entry.get_absolute_url(), ", ".join(filter(None, [entry.type_label, entry.date_in_words])))


def nonempty(*sections):
    """Only the sections that have something in them."""
    return [each for each in sections if each.total]
