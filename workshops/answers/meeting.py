"""Answers about one meeting that a question names by its title, and those that others share: host, date, outcome."""

from baliportal.search.answers.evidence import is_doubted

from ..models import Workshop
from .telling import answer_about, hosts_contradict_place, hosts_of, listed, place_of, when_and_where, with_parts


def meeting_when(question):
    return tell_when(_meeting(question))


def meeting_where(question):
    return tell_where(_meeting(question))


def meeting_chair(question):
    """Answer with the countries that chaired it, where they are recorded."""
    meeting = _meeting(question)
    chairs = sorted(country.name for country in meeting.co_chairs.all()) if meeting else []
    if not chairs:
        return None
    return answer_about(meeting, f"{meeting.title}: chaired by {listed(chairs)}, as recorded.")


def meeting_host(question):
    return tell_host(_meeting(question))


def tell_when(meeting):
    """When and where; None where neither is recorded, or a doubt is about it."""
    if meeting is None or is_doubted(meeting, "when") or not (meeting.date or meeting.place):
        return None
    return answer_about(meeting, when_and_where(meeting))


def tell_where(meeting):
    """The place, with the date where that is in no doubt; None where no place is recorded."""
    if meeting is None or is_doubted(meeting, "host"):
        return None
    place = place_of(meeting)
    if not place:
        return answer_about(meeting, f"{meeting.title}: the place is not recorded.")
    when = "" if is_doubted(meeting, "when") or not meeting.date else f", {meeting.period_in_words}"
    return answer_about(meeting, f"{meeting.title}: {place}{when}.")


def tell_host(meeting):
    """Answer with the hosts; None where they are other countries than that of the place: either may be wrong."""
    if meeting is None or is_doubted(meeting, "host") or hosts_contradict_place(meeting):
        return None
    hosts, place = hosts_of(meeting), place_of(meeting)
    if not hosts:
        held = f"; it was held in {place}" if place else ""
        return answer_about(meeting, f"{meeting.title}: the host is not recorded{held}.")
    day = "" if is_doubted(meeting, "when") else meeting.period_in_words
    held = f" ({', '.join(filter(None, [place, day]))})" if place or day else ""
    return answer_about(meeting, f"{meeting.title}{held}: recorded as hosted by {listed(hosts)}.")


def tell_outcome(meeting):
    """Answer with the outcomes."""
    if meeting is None:
        return None
    outcomes = meeting.outcomes or "no outcome is recorded."
    return answer_about(meeting, f"{meeting.title}: {outcomes}")


def _meeting(question):
    found = Workshop.objects.published().filter(pk=question.one("workshop").value)
    return with_parts(found).first()
