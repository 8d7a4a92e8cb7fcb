"""Expected facts of a record, as data: those of every kind here, those of one kind in `Kind.expected`."""

from dataclasses import dataclass
from functools import cache

from baliportal.catalogue.kinds import all_kinds, named


@dataclass(frozen=True)
class Fact:
    """A fact that records of a kind should state; it is missing if all of `field_names` are empty.

    Of nested rows only those count that have one of the values of a field in `rows`, as ("role", ("outcome",)).
    `only_if` and `unless` limit it to records with, or without, one of these values of a field, as
    ("language", ("", "en")).
    Kinds that list the same fact share one column of the gap reports.
    """

    name: str
    label: str
    field_names: tuple
    only_if: tuple = ()
    unless: tuple = ()
    rows: tuple = ()


SOURCE = Fact("source", "Source", ("source_url", "source_note"))
OF_EVERY_KIND = (
    SOURCE,
    Fact("checked", "Check against the source", ("verified_on",)),
    Fact("summary", "Summary", ("summary",)),
)
#: Facts that a kind includes in its own list if they apply to it.
DATE = Fact("date", "Date", ("date",))
THEMES = Fact("themes", "Themes", ("topics",))
TYPE = Fact("type", "Type", ("type",))
ADDRESS = Fact("address", "Web address", ("url",))
LANGUAGE = Fact("language", "Language", ("language",))


@cache
def facts_of(kind):
    """Return the facts that a record of this kind should state."""
    return (*OF_EVERY_KIND, *named(kind).expected)


@cache
def facts_about_subject(kind):
    """Return the facts that files name as not recorded: a missing check or summary says nothing about the subject."""
    return (*named(kind).expected, SOURCE)


@cache
def all_facts():
    """Return every fact once; those of every kind come first."""
    return tuple(dict.fromkeys(fact for kind in all_kinds() for fact in facts_of(kind.name)))


def kinds_with(fact):
    """Return the kinds whose records should state this fact."""
    return [kind for kind in all_kinds() if fact in facts_of(kind.name)]
