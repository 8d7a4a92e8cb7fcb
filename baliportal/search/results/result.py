"""One entry as a line of a list: what it is, what matched in it, what must not be kept quiet."""

from functools import cached_property

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.languages import direction
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import in_words

from .matched_field import matched_field
from .snippets import mark, snippet


class Result:
    """One entry in a list, with what matched in it; `texts` are its fields as the index holds them."""

    def __init__(self, entry, terms, note, texts=None):
        self.entry, self._terms, self.note, self._texts = entry, terms, note, texts or {}
        self.kind_label = named(entry.kind).label.capitalize()
        self.type_label = entry.type_label if entry.type != "other" else ""
        self.url = entry.get_absolute_url()
        self.original_title, self.original_language = entry.original_title, entry.language
        self.original_dir = direction(entry.language)
        self.date_text = in_words(entry.date)

    @cached_property
    def title(self):
        return mark(self.entry.title, self._terms)

    @cached_property
    def matched_field(self):
        """The field that matched where the title shows no mark: "original title"; "" where it shows one."""
        if not self._terms or any(piece.is_match for piece in self.title):
            return ""
        return matched_field(self._texts, self._terms, self.entry.language)

    @cached_property
    def snippet(self):
        return snippet(self.entry.summary, self._terms) if self.entry.summary else []

    @cached_property
    def countries(self):
        return [{"name": c.name, "url": f"/search/?country={c.code}"} for c in self.entry.countries.all()]

    @cached_property
    def topics(self):
        return [{"label": topic.label, "url": topic.get_absolute_url()} for topic in self.entry.topics.all()]


def results_in_words(total):
    return "1 result" if total == 1 else f"{total:,} results"


def notes_of(entries):
    """What a list must say of some of its entries: repealed, planned; one query, whatever kinds they are of."""
    judged = [kind for kind in all_kinds() if kind.standing]
    fields = [f"{kind.model._meta.model_name}__{kind.standing}" for kind in judged]
    rows = Entry.objects.filter(pk__in=[entry.pk for entry in entries]).values_list("pk", *fields)
    return {
        pk: str(_label(kind, value)).capitalize()
        for pk, *values in rows
        for kind, value in zip(judged, values, strict=True)
        if value in kind.remarkable
    }


def _label(kind, value):
    return dict(kind.model._meta.get_field(kind.standing).choices)[value]
