"""One entry as an item of a list: its description, its matches, and a status that readers must know."""

from collections.abc import Collection, Sequence
from functools import cache, cached_property
from typing import Any, cast

from baliportal.catalogue.distinction import (
    annotations,
    number_of,
    standing_in_words,
    standing_of,
    states_standing,
    status_note,
)
from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.languages import direction
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.verification_states import LABELS, verification_states

from ..matching.hits import Hit
from .facet_labels import FacetLabels
from .matched_field import matched_field
from .page_hits import PageHit
from .snippets import Piece, mark, snippet

SHOWN_FIELDS = (
    "public_id", "kind", "slug", "type", "title", "original_title", "language", "summary", "date", "status",
    "visibility", "verified_on", "verification_lapsed_on", "doubt",
)  # fmt: skip


class Result:
    """One entry in a list. `terms` are highlighted.

    `entry` comes from `entries_for_results` where its status is to be shown. `hit` is what the index has of it, and
    `labels` names its countries and themes: without them it shows none. `pages` are those of its files with the words.
    """

    def __init__(
        self,
        entry: Entry,
        terms: list[str],
        hit: Hit | None = None,
        labels: FacetLabels | None = None,
        pages: Sequence[PageHit] = (),
    ):
        self.pages = pages
        self.entry, self._terms, self._hit = entry, terms, hit
        self.note, self.status, self.restriction = status_note(entry), _status(entry), entry.restriction
        self.number, self.verification = number_of(entry), _verification(entry)
        self.countries = labels.country_links(hit.countries) if hit and labels else []
        self.topics = labels.topic_links(hit.topics) if hit and labels else []
        self.kind_label = named(entry.kind).label.capitalize()
        self.type_label = entry.type_label if entry.type != "other" else ""
        self.url = entry.get_absolute_url()
        self.original_title, self.original_language = entry.original_title, entry.language
        self.original_dir = direction(entry.language)
        self.date_text = in_words(entry.date)

    def __getitem__(self, name: str) -> Any:
        """An attribute, for templates: they ask for an item first, and the error of a plain object costs them time."""
        return getattr(self, name)

    @cached_property
    def title(self) -> list[Piece]:
        return mark(self.entry.title, self._terms)

    @cached_property
    def matched_field(self) -> str:
        """The label of the field that matched, "original title"; "" where the title shows a match."""
        if not self._hit or not self._terms or any(piece.is_match for piece in self.title):
            return ""
        return matched_field(self._hit.texts, self._terms, self.entry.language)

    @cached_property
    def snippet(self) -> list[Piece]:
        return snippet(self.entry.summary, self._terms) if self.entry.summary else []


def results_in_words(total: int) -> str:
    return "1 result" if total == 1 else f"{total:,} results"


def entries_for_results(pks: Collection[int]) -> dict[int, Entry]:
    """Entries by primary key with what results show of them, their status among it; one query, whatever the kinds."""
    return {entry.pk: entry for entry in Entry.objects.raw(_query(len(pks)), list(pks))} if pks else {}


@cache
def _query(number: int) -> str:
    """The SQL for so many keys, cached: to put it together takes longer than to run it."""
    shown = Entry.objects.only(*SHOWN_FIELDS).annotate(**annotations()).order_by()
    return shown.filter(pk__in=range(number)).query.sql_with_params()[0]


def _status(entry: Entry) -> str:
    """The legal status in words, of a kind that should state one: "In force", "Status not recorded"; else ''."""
    kind = cast(Kind, named(entry.kind))
    return standing_in_words(kind, standing_of(entry)) if states_standing(kind) else ""


def _verification(entry: Entry) -> str:
    """The marks of its verification: "Not yet verified, in doubt"."""
    states = verification_states(entry.verified_on, entry.verification_lapsed_on, entry.doubt)
    return ", ".join(LABELS[state] for state in states).capitalize()
