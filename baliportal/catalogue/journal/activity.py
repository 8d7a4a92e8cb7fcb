"""The journal in sentences: one line for each instance that somebody did."""

from dataclasses import dataclass

from django.utils.text import capfirst

from ..models import Change
from .history import with_diffs

NAMED = 4  # fields that a sentence names; the rest are counted
_WHOLE = (Change.Verb.CREATED, Change.Verb.DELETED, Change.Verb.RESTORED)  # tell of the record, not of its fields
_DEEDS = {
    Change.Verb.WITHDRAWN: "withdrew",
    Change.Verb.RESTORED: "brought back",
    Change.Verb.REVERTED: "went back to an earlier version",
}


@dataclass(frozen=True)
class ActivityItem:
    """One change of the journal, with the fields in which it differs from what stood before."""

    change: Change
    differences: list

    @property
    def actor(self):
        """Who acted: a person, a program, or an import by its name, which says its number."""
        return self.change.batch if _is_batch(self.change) else self.change.who

    @property
    def action_text(self):
        """What was done: 'published', 'changed title and themes (2 added)'."""
        verb = self.change.verb
        if verb != Change.Verb.CHANGED:
            deed = _DEEDS.get(verb, self.change.get_verb_display().lower())
            besides = [field for field in self.differences if field.name != "status"]
            return deed if verb in _WHOLE or not besides else f"{deed}: {differences_in_words(besides)}"
        return f"changed {differences_in_words(self.differences)}" if self.differences else "changed"

    @property
    def sentence(self):
        return capfirst(f"{self.actor} {self.action_text}")

    @property
    def route_text(self):
        """By which route, where the actor does not say so."""
        return f"by {self.change.who}" if _is_batch(self.change) else f"by {self.change.get_route_display().lower()}"


def activity_of(changes, told=list):
    """These changes as acts, in a fixed number of queries; `told` gives records as the reader may read them."""
    return [ActivityItem(change, differences) for change, differences in with_diffs(changes, told)]


def differences_in_words(differences):
    """The fields that differ: 'title, date and 3 more fields'."""
    told = [field.in_words for field in differences[:NAMED]]
    more = len(differences) - len(told)
    if more:
        told.append(f"{more} more field{'s' if more > 1 else ''}")
    return f"{', '.join(told[:-1])} and {told[-1]}" if told[1:] else "".join(told)


def _is_batch(change):
    return bool(change.batch) and change.route == Change.Route.IMPORT
