"""The lanes of a worker's threads, and the lane of a request."""

from django.conf import settings

from .admission import Lane
from .costs import traffic_class
from .limits import LIGHT_THREADS, STAFF_THREADS
from .sessions import is_known

LIGHT_WAIT, EXPORT_WAIT = 0.5, 2.0  # seconds
STAFF_WAIT = 20.0  # a curator waits longer rather than sends a form again


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
