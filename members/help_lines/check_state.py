"""State of the check of a help line's number: never made, made, overdue, or made before the facts changed."""

import datetime
from dataclasses import dataclass

from baliportal.catalogue.page_question import day_in_words

UNCHECKED, CHECKED, OVERDUE, CHANGED = "unchecked", "checked", "overdue", "changed"
SENTENCES = {
    UNCHECKED: "Not checked by the secretariat.",
    CHECKED: "Checked by the secretariat on {day}.",
    OVERDUE: "Checked by the secretariat on {day}; the next check is overdue.",
    CHANGED: "Checked by the secretariat on {day}, changed since and not checked again.",
}


@dataclass(frozen=True)
class CheckState:
    """`name` is one of the four states, `day` that of the last check or None."""

    name: str
    day: datetime.date | None = None

    @property
    def words(self) -> str:
        """The state as a sentence in English."""
        return SENTENCES[self.name].format(day=self.day and day_in_words(self.day))


def check_state(line, today: datetime.date) -> CheckState:
    """Return the state of the check of a help line on a day."""
    if not line.verified_on:
        return CheckState(UNCHECKED)
    if line.verification_lapsed_on:
        return CheckState(CHANGED, line.verified_on)
    overdue = line.verification_due and line.verification_due < today
    return CheckState(OVERDUE if overdue else CHECKED, line.verified_on)
