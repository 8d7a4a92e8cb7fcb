"""Answers about a series: its first, nth and latest meeting, who hosted it, how many there were.

A meeting is known by its ordinal. The latest is the one of the latest day; where another of the series has a higher
ordinal, or no day, which one is the latest is not sure.
"""

from dataclasses import replace

from django.utils import timezone

from baliportal.search.answers.answer import Answer
from baliportal.search.answers.evidence import as_of, is_doubted, sources_of

from ..models import Series, Workshop
from .meeting import tell_host, tell_outcome, tell_when, tell_where
from .telling import COLUMNS, rows_of, when_and_where, with_parts

MAX_ROWS = 60


def meeting_nth(question):
    return _of_nth(question, tell_when)


def meeting_nth_where(question):
    return _of_nth(question, tell_where)


def meeting_nth_host(question):
    return _of_nth(question, tell_host)


def meeting_nth_outcome(question):
    return _of_nth(question, tell_outcome)


def meeting_after(question):
    """The meeting that follows the nth in the counting of its series."""
    return _of_nth(replace(question, numbers={"ordinal": question.numbers["ordinal"] + 1}), tell_when)


def meeting_first(question):
    return _of_first(question, tell_when)


def meeting_first_where(question):
    return _of_first(question, tell_where)


def meeting_first_host(question):
    return _of_first(question, tell_host)


def meeting_first_outcome(question):
    return _of_first(question, tell_outcome)


def meeting_last(question):
    return _of_last(question, tell_when)


def meeting_last_where(question):
    return _of_last(question, tell_where)


def meeting_last_host(question):
    return _of_last(question, tell_host)


def meeting_last_outcome(question):
    return _of_last(question, tell_outcome)


def meetings_count(question):
    """Answer with the number on record, and the ordinals that are missing among them."""
    series, meetings = held(question)
    if not meetings:
        return None
    gaps = _gaps(meetings)
    missing = f"; of the ordinals up to {gaps[0]}, {gaps[1]} are not on record" if gaps[1] else ""
    number, verb = ("1 meeting", "is") if len(meetings) == 1 else (f"{len(meetings)} meetings", "are")
    text = f"{number} of the series “{series.name}” {verb} on record{missing}."
    return listing(series, meetings, text)


def meetings_list(question):
    """All that are on record."""
    return meetings_count(question)


def held(question):
    """The series that is named, and its public meetings that were held, by day; (None, []) for an ambiguous name."""
    series = None if question.is_ambiguous() else Series.objects.filter(slug=question.one("series").value).first()
    if series is None:
        return None, []
    found = Workshop.objects.published().filter(series=series, event_status="held")
    return series, list(with_parts(found).order_by("date", "ordinal")[:MAX_ROWS])


def listing(series, meetings, text, note=""):
    return Answer(text, f"/series/{series.slug}/", as_of(*meetings), sources_of(*meetings)[:5], COLUMNS,
                  rows_of(meetings), note)  # fmt: skip


def latest(meetings):
    """The latest of meetings that were held; None where it is not sure."""
    dated = [meeting for meeting in meetings if meeting.date]
    last = max(dated, key=lambda meeting: meeting.date.last_day, default=None)
    if last is None or any(meeting.ordinal and last.ordinal and meeting.ordinal > last.ordinal and
                           not is_doubted(meeting, "ordinal") for meeting in meetings):  # fmt: skip
        return None
    if any(other is not last and not other.date.surely_before(last.date) for other in dated):
        return None
    return last if last.date.first_day <= timezone.localdate() else None


def _of_nth(question, tell):
    series, meetings = held(question)
    number = question.numbers["ordinal"]
    found = [meeting for meeting in meetings if meeting.ordinal == number]
    if len(found) == 1 and not is_doubted(found[0], "ordinal"):
        return tell(found[0])
    return None if found or not meetings or _uncertain(meetings) else _not_on_record(series, meetings, number)


def _of_first(question, tell):
    series, meetings = held(question)
    found = [meeting for meeting in meetings if meeting.ordinal == 1]
    if len(found) == 1 and not is_doubted(found[0], "ordinal"):
        return tell(found[0])
    return None if found or not meetings or _uncertain(meetings) else _not_on_record(series, meetings, 1)


def _of_last(question, tell):
    last = latest(held(question)[1])
    if last is None:
        return None
    answer = tell(last)
    return answer and Answer(f"The latest on record: {answer.text}", answer.url, answer.as_of, answer.sources,
                             answer.columns, answer.rows, answer.note)  # fmt: skip


def _uncertain(meetings):
    """True where some meetings have no ordinal: one of them may be the one that is asked for."""
    return any(meeting.ordinal is None or is_doubted(meeting, "ordinal") for meeting in meetings)


def _not_on_record(series, meetings, number):
    """That a meeting is not on record, with its neighbours in the series."""
    before = max((one for one in meetings if one.ordinal < number), key=lambda one: one.ordinal, default=None)
    after = min((one for one in meetings if one.ordinal > number), key=lambda one: one.ordinal, default=None)
    near = [one for one in (before, after) if one]
    told = " ".join(when_and_where(one) for one in near)
    text = f"Number {number} of the series “{series.name}” is not on record here. Nearest on record: {told}"
    return listing(series, near, text)


def _gaps(meetings):
    """The highest ordinal, and those below it that are not on record, in words; none where the counting is doubted."""
    ordinals = {meeting.ordinal for meeting in meetings}
    if None in ordinals or any(is_doubted(meeting, "ordinal") for meeting in meetings):
        return 0, ""
    missing = [str(number) for number in range(1, max(ordinals)) if number not in ordinals]
    return max(ordinals), ", ".join(missing)
