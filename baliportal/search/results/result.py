"""One entry as an item of a list: its description, its matches, and a status that readers must know."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.languages import direction
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import in_words

from ..matching.hits import Hit
from .facet_labels import FacetLabels
from .matched_field import matched_field
from .snippets import Piece, mark, snippet


class Result:
    """One entry in a list. `terms` are highlighted, `note` is its status.

    `hit` is what the index has of it, and `labels` names its countries and themes: without them it shows none.
    """

    def __init__(
        self,
        entry: Entry,
        terms: list[str],
        note: str = "",
        hit: Hit | None = None,
        labels: FacetLabels | None = None,
    ):
        self.entry, self._terms, self.note, self._hit = entry, terms, note, hit
        self.countries = labels.country_links(hit.countries) if hit and labels else []
        self.topics = labels.topic_links(hit.topics) if hit and labels else []
        self.kind_label = named(entry.kind).label.capitalize()
        self.type_label = entry.type_label if entry.type != "other" else ""
        self.url = entry.get_absolute_url()
        self.original_title, self.original_language = entry.original_title, entry.language
        self.original_dir = direction(entry.language)
        self.date_text = in_words(entry.date)

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


def status_notes(entries: Collection[Entry]) -> dict[int, str]:
    """The statuses shown as a badge, by primary key: "Repealed", "Planned"; one query, whatever the kinds."""
    judged = [kind for kind in all_kinds() if kind.standing]
    fields = [f"{kind.model._meta.model_name}__{kind.standing}" for kind in judged]
    rows = Entry.objects.filter(pk__in=[entry.pk for entry in entries]).values_list("pk", *fields)
    return {
        pk: str(_label(kind, value)).capitalize()
        for pk, *values in rows
        for kind, value in zip(judged, values, strict=True)
        if value in kind.remarkable
    }


def _label(kind: Any, value: str) -> str:
    return dict(kind.model._meta.get_field(kind.standing).choices)[value]
