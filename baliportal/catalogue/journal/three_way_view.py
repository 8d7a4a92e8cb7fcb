"""Three-way comparison of a record for an edit conflict: the common base, their edit and mine, field by field."""

from dataclasses import dataclass
from functools import cached_property

from ..kinds import named
from ..text_diff import diff_words
from .history import in_text


@dataclass(frozen=True)
class ThreeWayField:
    """One field that either side changed, as texts."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str

    @property
    def only_theirs(self) -> bool:
        """True when I did not change the field, so that taking theirs loses nothing of mine."""
        return self.mine == self.before

    @property
    def undecided(self) -> bool:
        """True when there is a choice left: they changed the field, and to another value than I did."""
        return self.theirs not in (self.before, self.mine)

    @property
    def situation(self) -> str:
        """Description of the case for a person."""
        if self.mine == self.theirs:
            return "Saved already"
        if self.theirs == self.before:
            return "Only you changed this"
        return "Only they changed this" if self.only_theirs else "You both changed this"

    @cached_property
    def marks(self):
        """Text diffs of theirs and mine, each against the base."""
        return diff_words(self.before, self.theirs)[1], diff_words(self.before, self.mine)[1]


def three_way_fields(kind: str, before: dict, theirs: dict, mine: dict) -> list[ThreeWayField]:
    """Return every field in which the three records differ; undecided ones first."""
    rows = [
        ThreeWayField(
            field.name, field.label, *(in_text(field, record.get(field.name)) for record in (before, theirs, mine))
        )
        for field in named(kind).fields
        if field.name != "id"
    ]
    differing = (row for row in rows if not row.before == row.theirs == row.mine)
    return sorted(differing, key=lambda row: (not row.undecided, row.only_theirs))


def _row(field, before, theirs, mine):
    return ThreeWayField(field.name, field.label, *(in_text(field, value) for value in (before, theirs, mine)))
