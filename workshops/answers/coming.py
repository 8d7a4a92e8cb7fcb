"""Answers about meetings to come."""

from baliportal.search.answers.answer import Answer
from baliportal.search.answers.evidence import as_of, sources_of

from ..models import Series, Workshop
from .of_series import held, latest
from .telling import COLUMNS, rows_of, when_and_where, with_parts

SHOWN = 10


def any_next(question):
    """The meetings to come of any series; that none is recorded, with the latest that was held, where there is none."""
    coming = _coming(Workshop.objects.published(), question)
    if coming:
        return _answer(coming, f"{len(coming)} coming {'meeting is' if len(coming) == 1 else 'meetings are'} recorded. "
                               f"Next: {when_and_where(coming[0])}", "/calendar/")  # fmt: skip
    last = list(with_parts(Workshop.objects.published().held())[:1])
    told = f" The latest on record: {when_and_where(last[0])}" if last else ""
    return _answer(last, f"No coming meeting is recorded.{told}", "/calendar/")


def meeting_next(question):
    """The next meeting of a series; that none is recorded, with the latest."""
    if question.is_ambiguous():
        return None
    series = Series.objects.filter(slug=question.one("series").value).first()
    if series is None:
        return None
    coming = _coming(Workshop.objects.published().filter(series=series), question)
    if coming:
        return _answer(coming, when_and_where(coming[0]), coming[0].get_absolute_url())
    last = latest(held(question)[1])
    told = f" The latest on record: {when_and_where(last)}" if last else ""
    return _answer([last] if last else [], f"No coming meeting of the series “{series.name}” is recorded.{told}",
                   f"/series/{series.slug}/")  # fmt: skip


def _coming(meetings, question):
    """Planned meetings that surely lie ahead, the next first; one of this very year or month may be over."""
    ahead = with_parts(meetings.upcoming(question.day))
    return [one for one in ahead[:SHOWN] if one.event_status == "planned" and one.date.last_day >= question.day]


def _answer(meetings, text, url):
    return Answer(text, url, as_of(*meetings), sources_of(*meetings), COLUMNS, rows_of(meetings))
