"""The next meetings, or where none is to come the last one, for the home page."""

from django.utils import timezone

from ..models import Workshop
from .source import entries

#: Meetings to come that the home page shows.
SHOWN = 3


def next_meetings(audience):
    """Return {"to_come": the next meetings, "last": the last one held, where none is to come}; one query or two."""
    meetings = Workshop.objects.published(audience).select_related("place", "series")
    to_come = entries(meetings.upcoming(timezone.localdate())[:SHOWN], audience)
    last = [] if to_come else entries(meetings.held()[:1], audience)
    return {"to_come": to_come, "last": last[0] if last else None}
