"""Answers about the meetings that a country hosted, and about those that took place in it."""

from django.db.models import F

from baliportal.search.answers.answer import Answer
from baliportal.search.answers.evidence import as_of, sources_of

from ..models import Workshop
from .telling import COLUMNS, rows_of, with_parts

MAX_ROWS = 60


def meetings_hosted(question):
    """Answer with the meetings of which the country is recorded as a host."""
    return _answer(question, "host_countries__code", "{} with {} among the recorded hosts {} on record{}.")


def meetings_in(question):
    """Answer with the meetings that took place in the country."""
    return _answer(question, "place__code", "{} held in {} {} on record{}.")


def _answer(question, field, sentence):
    country = question.one("country")
    if country is None:
        return None
    found = Workshop.objects.published().filter(**{field: country.value}, event_status="held")
    meetings = list(with_parts(found).order_by(F("date").desc())[:MAX_ROWS])
    if not meetings:
        return None
    one = len(meetings) == 1
    dated = sorted(str(meeting.date)[:4] for meeting in meetings if meeting.date)
    span = f", from {dated[0]} to {dated[-1]}" if len(dated) > 1 else ""
    number = f"{len(meetings)} {'meeting' if one else 'meetings'}"
    text = sentence.format(number, country.label, "is" if one else "are", span)
    return Answer(text, f"/workshops/?country={country.value}", as_of(*meetings), sources_of(*meetings)[:5], COLUMNS,
                  rows_of(meetings))  # fmt: skip
