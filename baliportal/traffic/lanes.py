"""The lanes of a worker's threads, and the lane of a request."""

from django.conf import settings

from .admission import Lane
from .costs import traffic_class
from .sessions import is_known

LIGHT_THREADS, LIGHT_WAIT = 2, 0.5  # health checks, static files, the page for people in danger
STAFF_THREADS, STAFF_WAIT = 2, 20.0  # a curator waits longer rather than sends a form again
EXPORT_WAIT = 2.0


def lanes(threads: int) -> dict[str, Lane]:
    """The lanes of one worker; `threads` answer what everybody asks, the others are beside them."""
    limits = settings.TRAFFIC
    return {
        "light": Lane(LIGHT_THREADS, LIGHT_WAIT),
        "staff": Lane(STAFF_THREADS, STAFF_WAIT),
        "export": Lane(limits.export_threads, EXPORT_WAIT),
        "public": Lane(threads, limits.longest_wait),
    }


def lane_of(path: str, session_key: str) -> str:
    kind = traffic_class(path)
    if kind == "light":
        return kind
    if is_known(session_key):
        return "staff"
    return "export" if kind == "export" else "public"
