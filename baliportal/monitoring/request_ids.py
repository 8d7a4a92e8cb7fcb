"""Request ids: one for each request, in its answer and in every log line that is written while it is answered."""

import re
import secrets
from contextvars import ContextVar

from django.conf import settings

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")

_current = ContextVar("request_id", default="")


def current_request_id():
    """The id of the request that this thread answers, or "" outside of one."""
    return _current.get()


def begin_request(request):
    """Set the id for this thread and return it.

    It is not reset at the end: what breaks off while a streamed answer is sent is logged after all middleware has
    returned, by the same thread, and belongs to this request. The next request of the thread sets its own.
    """
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    # Anybody can send the header; only that of a trusted proxy is known to be the proxy's own.
    value = given if settings.PROXIES and GIVEN.fullmatch(given) else secrets.token_hex(16)
    _current.set(value)
    return value
