"""Two edits of one record side by side, field by field: what stood before, what they made of it, what I made of it."""

from dataclasses import dataclass
from functools import cached_property

from ..kinds import named
from ..text_diff import diff_words
from .history import in_text


@dataclass(frozen=True)
class Field:
    """One field that either side changed, as texts; `free` when only they changed it, so that nothing of mine is lost.

    `open` says whether it can still be chosen: where both sides agree there is nothing left to choose.
    """

    name: str
    label: str
    before: str
    theirs: str
    mine: str

    @property
    def free(self):
        return self.mine == self.before

    @property
    def open(self):
        return self.theirs not in (self.before, self.mine)

    @property
    def standing(self):
        """What this field is a case of, for a person."""
        if self.mine == self.theirs:
            return "Saved already"
        if self.theirs == self.before:
            return "Only you changed this"
        return "Only they changed this" if self.free else "You both changed this"

    @cached_property
    def marks(self):
        """Theirs and mine as pieces, each marked against what stood before."""
        return diff_words(self.before, self.theirs)[1], diff_words(self.before, self.mine)[1]


def three_way_fields(kind, before, theirs, mine):
    """Every field in which the three differ; those that wait for a decision come first."""
    columns = [column for column in named(kind).fields if column.name != "id"]
    fields = [_field(column, *(record.get(column.name) for record in (before, theirs, mine))) for column in columns]
    return sorted((f for f in fields if not f.before == f.theirs == f.mine), key=lambda f: (not f.open, f.free))


def _field(column, before, theirs, mine):
    return Field(column.name, column.label, *(in_text(column, value) for value in (before, theirs, mine)))
