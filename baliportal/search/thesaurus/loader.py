"""The thesaurus of the catalogue's vocabularies: read once, kept in the process, renewed when a name changed."""

from collections import defaultdict
from typing import NamedTuple

from babel import Locale
from django.db.models import Q

from baliportal.catalogue.journal.head import newest_head
from baliportal.catalogue.journal.position import START, JournalPosition, fingerprint_of
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Country, CountryName, Term, TermName, Topic, TopicName
from baliportal.catalogue.vocabularies import COUNTRY, TERM, TOPIC

from .thesaurus import Concept, Thesaurus

VOCABULARIES = [form.name for form in (COUNTRY, TOPIC, TERM)]
SHORT_NAMES = ("acronym", "short_title")  # columns of kinds of which the short name and the title mean the same


class _Kept(NamedTuple):
    """A thesaurus and the position in the journal up to which it holds."""

    position: JournalPosition
    thesaurus: Thesaurus


class _Keeper:
    """One for a process; threads may read anew at the same time, which costs a little and harms nothing."""

    def __init__(self):
        self._kept: _Kept | None = None

    def at(self, position):
        kept = self._kept
        if kept is None or (position != kept.position and not _is_unchanged(kept.position, position)):
            kept = _Kept(position, Thesaurus(concepts()))
        self._kept = kept._replace(position=position)
        return kept.thesaurus

    def forget(self):
        """For who empties the journal, as tests do: its numbers begin again."""
        self._kept = None


_keeper = _Keeper()
forget = _keeper.forget


def get_thesaurus(position=None):
    """The thesaurus as it is at a position in the journal, by default now.

    No database query when it is at that position already, one when the journal went on without a word of it changing.
    """
    return _keeper.at(newest_head().position if position is None else position)


def concepts():
    """Everything in the vocabularies that a question may name, a query for each table."""
    yield from _topics()
    yield from _countries()
    yield from _terms()
    yield from _short_names()
    yield from _choices()


def _is_unchanged(since, position):
    """Whether the journal went on from `since`, in the same history, without a change of a name."""
    if position.number <= since.number:
        return False
    kinds = [*VOCABULARIES, *(kind.name for kind, _ in _with_short_names())]
    told = Change.objects.since(since.number - 1).filter(Q(kind__in=kinds) | Q(number=since.number))
    rows = told.values_list("number", "at", "who", "subject")[:2]
    found = [JournalPosition(number, fingerprint_of(*rest)) for number, *rest in rows]
    return found == [since] or (since == START and not found)


def _topics():
    names = _names(TopicName, "topic")
    for pk, slug, label in Topic.objects.values_list("pk", "slug", "label"):
        yield Concept(label, names[pk], "topic", slug)


def _countries():
    names = _names(CountryName, "country")
    for pk, code, name in Country.objects.values_list("pk", "code", "name"):
        yield Concept(name, names[pk], "country", code)


def _terms():
    names = _names(TermName, "term")
    for pk, label, stands_for in Term.objects.values_list("pk", "label", "stands_for"):
        yield Concept(label, names[pk], *stands_for.partition(":")[::2])


def _names(model, whole):
    """The other names of each, the English ones first."""
    found = defaultdict(list)
    rows = model.objects.values_list(f"{whole}_id", "language", "text")
    for pk, _, text in sorted(rows, key=lambda row: (row[1] != "en", row)):
        found[pk].append(text)
    return defaultdict(tuple, ((pk, tuple(texts)) for pk, texts in found.items()))


def _short_names():
    """Acronyms and titles of organisations, systems and treaties that everybody may see."""
    for kind, column in _with_short_names():
        named = kind.model.objects.published().exclude(**{column: ""})
        for title, short in named.values_list("title", column):
            yield Concept(title, (short,))


def _with_short_names():
    return [(kind, name) for kind in all_kinds() for name in kind.names if name in SHORT_NAMES]


def _choices():
    """What the facets of kinds, types and languages are called, for those who name the facet."""
    for kind in all_kinds():
        yield Concept(kind.label, (kind.plural, kind.path), "kind", kind.name, expands=False)
        for value, label in kind.types.items():
            yield Concept(label, (), "type", value, expands=False)
    for code, name in Locale("en").languages.items():
        yield Concept(name, (), "language", code, expands=False)
