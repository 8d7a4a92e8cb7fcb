"""Direct answers about meetings, for the frames of the search's grammar."""

from baliportal.search.answers.registry import Answers

from .coming import any_next, meeting_next
from .counting import meetings_number
from .hosting import meetings_hosted, meetings_in
from .meeting import meeting_chair, meeting_host, meeting_when, meeting_where
from .of_series import (
    meeting_after,
    meeting_first,
    meeting_first_host,
    meeting_first_outcome,
    meeting_first_where,
    meeting_last,
    meeting_last_host,
    meeting_last_outcome,
    meeting_last_where,
    meeting_nth,
    meeting_nth_host,
    meeting_nth_outcome,
    meeting_nth_where,
    meetings_count,
    meetings_list,
)  # fmt: skip
from .series_names import series_names

ANSWERS = Answers(
    {
        "meeting-nth": meeting_nth, "meeting-nth-where": meeting_nth_where, "meeting-nth-host": meeting_nth_host,
        "meeting-nth-outcome": meeting_nth_outcome,
        "meeting-first": meeting_first, "meeting-first-where": meeting_first_where,
        "meeting-first-host": meeting_first_host, "meeting-first-outcome": meeting_first_outcome,
        "meeting-last": meeting_last, "meeting-last-where": meeting_last_where,
        "meeting-last-host": meeting_last_host, "meeting-last-outcome": meeting_last_outcome,
        "meeting-next": meeting_next, "any-next": any_next,
        "meetings-count": meetings_count, "meetings-list": meetings_list,
        "meetings-hosted": meetings_hosted, "meetings-in": meetings_in,
        "meeting-when": meeting_when, "meeting-host": meeting_host, "meeting-where": meeting_where,
        "meeting-chair": meeting_chair, "meeting-after": meeting_after, "meetings-number": meetings_number,
    },
    series_names,
)  # fmt: skip
