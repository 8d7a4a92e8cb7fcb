"""The thesaurus of the catalogue's vocabularies: cached in the process, loaded again when a name changed."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from babel import Locale
from django.db.models import Q

from baliportal.catalogue.journal.head import newest_head
from baliportal.catalogue.journal.position import START, JournalPosition, fingerprint_of
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Country, CountryGroup, CountryName, Term, TermName, Topic, TopicName
from baliportal.catalogue.vocabularies import COUNTRY, COUNTRY_GROUP, TERM, TOPIC

from .thesaurus import Concept, Thesaurus

VOCABULARIES = [schema.name for schema in (COUNTRY, COUNTRY_GROUP, TOPIC, TERM)]
# Fields of kinds whose short name is a synonym of the title.
SHORT_NAMES = ("acronym", "short_title")

# The thesaurus of this process and the position in the journal at which it is current. One tuple, replaced as a whole:
# threads that load it at the same time do double work and no harm.
_cached: tuple[JournalPosition, Thesaurus] | None = None


def get_thesaurus(position: JournalPosition | None = None) -> Thesaurus:
    """The thesaurus at a position in the journal, by default the newest.

    No database query when the cached one is at that position, one when no name changed since then.
    """
    global _cached
    position = newest_head().position if position is None else position
    if _cached and (position == _cached[0] or _is_unchanged(_cached[0], position)):
        thesaurus = _cached[1]
    else:
        thesaurus = Thesaurus(concepts(), CountryGroup.objects.present_members())
    _cached = position, thesaurus
    return thesaurus


def clear_cache() -> None:
    """Forget the thesaurus: necessary after the journal was emptied, as in tests, since its numbers begin again."""
    global _cached
    _cached = None


def concepts() -> Iterator[Concept]:
    """Every concept of the vocabularies that a query may name; one database query for each table."""
    yield from _topics()
    yield from _countries()
    yield from _terms()
    yield from _short_names()
    yield from _choices()


def _is_unchanged(since: JournalPosition, position: JournalPosition) -> bool:
    """True if `position` is later than `since` in the same journal, and no name changed in between.

    The change at `since` is read as well: another one under its number means another journal, as after a restore.
    """
    if position.number <= since.number:
        return False
    kinds = [*VOCABULARIES, *(kind.name for kind, _ in _with_short_names())]
    changes = Change.objects.since(since.number - 1).filter(Q(kind__in=kinds) | Q(number=since.number))
    rows = changes.values_list("number", "at", "who", "subject")[:2]
    positions = [JournalPosition(number, fingerprint_of(*rest)) for number, *rest in rows]
    return positions == [since] or (since == START and not positions)


def _topics() -> Iterator[Concept]:
    names = _names(TopicName, "topic")
    for pk, slug, label in Topic.objects.values_list("pk", "slug", "label"):
        yield Concept(label, names[pk], "topic", slug)


def _countries() -> Iterator[Concept]:
    names = _names(CountryName, "country")
    for pk, code, name in Country.objects.values_list("pk", "code", "name"):
        yield Concept(name, names[pk], "country", code)


def _terms() -> Iterator[Concept]:
    names = _names(TermName, "term")
    for pk, label, stands_for in Term.objects.values_list("pk", "label", "stands_for"):
        yield Concept(label, names[pk], *stands_for.partition(":")[::2])


def _names(model: Any, owner: str) -> dict[int, tuple[str, ...]]:
    """The other names by the primary key of their owner, the English ones first; () for an owner without any."""
    names: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = model.objects.values_list(f"{owner}_id", "language", "text")
    for pk, _, text in sorted(rows, key=lambda row: (row[1] != "en", row)):
        names[pk] += (text,)
    return names


def _short_names() -> Iterator[Concept]:
    """Acronyms and titles of public organisations, systems and treaties: one thesaurus serves all audiences."""
    for kind, field in _with_short_names():
        records = kind.model.objects.published().exclude(**{field: ""})
        for title, short_name in records.values_list("title", field):
            yield Concept(title, (short_name,))


def _with_short_names() -> list[tuple[Any, str]]:
    """The kinds that have a short name, with its field."""
    return [(kind, name) for kind in all_kinds() for name in kind.names if name in SHORT_NAMES]


def _choices() -> Iterator[Concept]:
    """Names of kinds, types and languages. They add no synonyms: people type them with their facet."""
    for kind in all_kinds():
        yield Concept(kind.label, (kind.plural, kind.path), "kind", kind.name, expands=False)
        for value, label in kind.types.items():
            yield Concept(label, (), "type", value, expands=False)
    for code, name in Locale("en").languages.items():
        yield Concept(name, (), "language", code, expands=False)
