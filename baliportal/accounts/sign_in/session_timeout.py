"""Session timeouts: after `SESSION_IDLE` without a request, and after `SESSION_LONGEST` in any case."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout

from . import open_sessions

STARTED, LAST_SEEN = "signed_in_at", "seen_at"
PRECISION = 60  # Seconds between two writes of the last use, so that not every request writes the session.


class SessionTimeoutMiddleware:
    """Middleware that signs out expired sessions. Must come after authentication and messages.

    Requests without a session cookie cause no query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            self._refresh_or_end(request)
        return self.get_response(request)

    def _refresh_or_end(self, request):
        now = time.time()
        started, seen = request.session.get(STARTED, now), request.session.get(LAST_SEEN, now)
        idle_limit, limit = settings.SESSION_IDLE.total_seconds(), settings.SESSION_LONGEST.total_seconds()
        if now - seen > idle_limit or now - started > limit:
            end(request)
        elif STARTED not in request.session:
            request.session[STARTED], request.session[LAST_SEEN] = started, now
        elif now - seen > PRECISION and not _is_automatic(request):
            request.session[LAST_SEEN] = now
            if request.user.is_authenticated:
                open_sessions.touch(request)


def _is_automatic(request):
    """Return True for requests by script, as a form left open does not prove that anybody is there, and for the page
    for people in danger, of which no trace is kept.
    """
    return request.path.endswith(("/presence/", "/alive/")) or request.path.startswith("/help/")


def end(request):
    """Sign out, with a message for the next page."""
    logout(request)
    messages.info(request, "You were signed out because your session was old. Sign in to go on.")
