"""Activity feed: the changes of the journal as sentences."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst

from ..models import Change
from .history import with_diffs

#: Fields that a sentence names; the rest are counted.
NAMED_FIELDS = 4
# Verbs that concern the record as a whole, so that their sentences name no fields.
_WHOLE = (Change.Verb.CREATED, Change.Verb.DELETED, Change.Verb.RESTORED)
_VERB_TEXTS = {
    Change.Verb.WITHDRAWN: "withdrew",
    Change.Verb.RESTORED: "brought back",
    Change.Verb.REVERTED: "went back to an earlier version",
}


@dataclass(frozen=True)
class ActivityItem:
    """One change of the journal, with the fields in which the record differs from the one before."""

    change: Change
    differences: list

    @property
    def actor(self) -> str:
        """Name of the person, program or import batch that acted."""
        return self.change.batch if _is_batch(self.change) else self.change.who

    @property
    def action_text(self) -> str:
        """Verb phrase of the change: 'published', 'changed title and themes (2 added)'."""
        verb = self.change.verb
        if verb != Change.Verb.CHANGED:
            text = _VERB_TEXTS.get(verb, self.change.get_verb_display().lower())
            others = [field for field in self.differences if field.name != "status"]
            return text if verb in _WHOLE or not others else f"{text}: {differences_in_words(others)}"
        return f"changed {differences_in_words(self.differences)}" if self.differences else "changed"

    @property
    def sentence(self) -> str:
        return capfirst(f"{self.actor} {self.action_text}")

    @property
    def route_text(self) -> str:
        """The route, 'by form'; of an import, whose actor is the batch, the person."""
        return f"by {self.change.who}" if _is_batch(self.change) else f"by {self.change.get_route_display().lower()}"


def activity_of(changes, redact: Callable = list) -> list[ActivityItem]:
    """Return changes as activity items, in a fixed number of queries; `redact` as in `with_diffs`."""
    return [ActivityItem(change, differences) for change, differences in with_diffs(changes, redact)]


def differences_in_words(differences: list) -> str:
    """Return the names of the fields that differ: 'title, date and 3 more fields'."""
    names = [field.in_words for field in differences[:NAMED_FIELDS]]
    more = len(differences) - len(names)
    if more:
        names.append(f"{more} more field{'s' if more > 1 else ''}")
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else "".join(names)


def _is_batch(change):
    return bool(change.batch) and change.route == Change.Route.IMPORT
