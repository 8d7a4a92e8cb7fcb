"""What a record should say, as data: of every kind here, of one kind beside its schema (`Kind.expected`)."""

from dataclasses import dataclass
from functools import cache

from baliportal.catalogue.kinds import all_kinds, named


@dataclass(frozen=True)
class Fact:
    """Something that records of a kind should say; it is missing where all of these columns are empty.

    Kinds that list the same fact share one column of the reports on gaps.
    """

    name: str
    label: str
    columns: tuple


OF_EVERY_KIND = (
    Fact("source", "Source", ("source_url", "source_note")),
    Fact("checked", "Check against the source", ("verified_on",)),
    Fact("summary", "Summary", ("summary",)),
)
#: For kinds to list.
DATE = Fact("date", "Date", ("date",))
THEMES = Fact("themes", "Themes", ("topics",))
TYPE = Fact("type", "Type", ("type",))
ADDRESS = Fact("address", "Web address", ("url",))


@cache
def facts_of(kind):
    """What a record of this kind should say."""
    return (*OF_EVERY_KIND, *named(kind).expected)


@cache
def all_facts():
    """Every fact once, those of every kind first."""
    return tuple(dict.fromkeys(fact for kind in all_kinds() for fact in facts_of(kind.name)))


def kinds_with(fact):
    """The kinds whose records should say this."""
    return [kind for kind in all_kinds() if fact in facts_of(kind.name)]
