"""The row of a series: its meetings in order, and the numbers of which no meeting is recorded."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from baliportal.catalogue.calendar_entries import Standing

from .models import Workshop
from .standing import standing_of

#: Gaps that a sentence names; more are counted.
NAMED_GAPS = 8


@dataclass(frozen=True)
class Gap:
    """Numbers from `first` to `last` of which no meeting is recorded."""

    first: int
    last: int

    @property
    def in_words(self):
        """'13th', '13th and 14th', '6th to 16th'."""
        if self.first == self.last:
            return ordinal_in_words(self.first)
        joined = " and " if self.last == self.first + 1 else " to "
        return f"{ordinal_in_words(self.first)}{joined}{ordinal_in_words(self.last)}"

    @property
    def numbers(self):
        return range(self.first, self.last + 1)


class SeriesRow:
    """The meetings of a series that an audience may see, on a day."""

    def __init__(self, meetings, day):
        self.day = day
        self.meetings = _in_order(meetings)

    @classmethod
    def of(cls, series, audience, day):
        """Return the row of a series in one query; places come with the meetings."""
        return cls(series.meetings.published(audience).select_related("place"), day)

    @cached_property
    def numbers(self):
        return sorted({meeting.ordinal for meeting in self.meetings if meeting.ordinal})

    @cached_property
    def gaps(self):
        """The numbers below the highest of which no meeting is recorded, as ranges."""
        return [Gap(below + 1, number - 1) for below, number in pairwise([0, *self.numbers]) if number - below > 1]

    @property
    def gaps_in_words(self):
        """'13th and 15th not recorded'; '' without a gap."""
        if not self.gaps:
            return ""
        named = [gap.in_words for gap in self.gaps[:NAMED_GAPS]]
        if more := len(self.gaps) - NAMED_GAPS if len(self.gaps) > NAMED_GAPS else 0:
            named.append(f"{more} more gaps")
        joined = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
        return f"{joined} not recorded"

    @property
    def numbers_twice(self):
        """Numbers that several meetings have."""
        numbers = sorted(meeting.ordinal for meeting in self.meetings if meeting.ordinal)
        return [number for number, same in groupby(numbers) if len(list(same)) > 1]

    @property
    def follows_dates(self):
        """True where no later meeting has a lower number than an earlier one."""
        numbers = [meeting.ordinal for meeting in self.meetings if meeting.date and meeting.ordinal]
        return numbers == sorted(numbers)

    @property
    def items(self):
        """Meetings and gaps in order; a gap stands before the first meeting with the number after it."""
        before = {gap.last + 1: gap for gap in self.gaps}
        for meeting in self.meetings:
            if gap := before.pop(meeting.ordinal, None):
                yield gap
            yield meeting

    @property
    def first(self):
        return self.meetings[0] if self.meetings else None

    @property
    def last(self):
        """The latest meeting that was held; None where none is recorded as held."""
        held = [meeting for meeting in self.meetings if meeting.event_status == Workshop.EventStatus.HELD]
        return held[-1] if held else None

    @property
    def next(self):
        """The next meeting that is planned or postponed and not surely over; None where none is recorded."""
        return next((meeting for meeting in self.meetings if self._is_ahead(meeting)), None)

    def neighbours(self, meeting):
        """Return (what stands before a meeting, what after it), each a meeting, a Gap or None."""
        items = list(self.items)
        place = next((n for n, each in enumerate(items) if getattr(each, "pk", None) == meeting.pk), None)
        if place is None:
            return None, None
        return items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None

    def _is_ahead(self, meeting):
        if standing_of(meeting, self.day) not in (Standing.PLANNED, Standing.POSTPONED):
            return False
        return meeting.last_possible_day is None or meeting.last_possible_day >= self.day


def ordinal_in_words(number):
    """'1st', '2nd', '13th', '23rd'."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _in_order(meetings):
    """Meetings by date; one without a date after those with lower numbers, without a number too at the end."""
    row = sorted((meeting for meeting in meetings if meeting.date), key=_by_date)
    undated = sorted((meeting for meeting in meetings if not meeting.date), key=_by_number)
    for meeting in undated:
        if meeting.ordinal:
            lower = [place for place, each in enumerate(row) if each.ordinal and each.ordinal < meeting.ordinal]
            row.insert(max(lower, default=-1) + 1, meeting)
    return row + [meeting for meeting in undated if not meeting.ordinal]


def _by_date(meeting):
    return str(meeting.date), meeting.ordinal or 0, meeting.title


def _by_number(meeting):
    return meeting.ordinal or 0, meeting.title
