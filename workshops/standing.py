"""Standing of a meeting on a day: held, planned, planned and never confirmed, postponed, cancelled."""

from baliportal.catalogue.calendar_entries import Standing

from .models import Workshop

HELD, PLANNED, POSTPONED = Workshop.EventStatus.HELD, Workshop.EventStatus.PLANNED, Workshop.EventStatus.POSTPONED
WORDS = {
    Standing.HELD: "Held",
    Standing.PLANNED: "Planned",
    Standing.UNCONFIRMED: "Was planned; whether it was held is not recorded",
    Standing.POSTPONED: "Postponed",
    Standing.CANCELLED: "Cancelled",
}


def standing_of(meeting, day):
    """Return the standing of a meeting on a day; a plan without a date stays a plan."""
    status = meeting.event_status
    if status == HELD:
        return Standing.HELD
    if status == PLANNED:
        last = meeting.last_possible_day
        return Standing.UNCONFIRMED if last and last < day else Standing.PLANNED
    return Standing.POSTPONED if status == POSTPONED else Standing.CANCELLED
