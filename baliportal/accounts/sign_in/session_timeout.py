"""Sessions that end: after a while without a request, and in any case after a day's work."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout

BEGAN, SEEN = "signed_in_at", "seen_at"
PRECISION = 60  # seconds: a session is written at most so often for being used


class SessionLimits:
    """Middleware; stands after authentication and messages. Visitors who are not signed in cost nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            self._keep_or_end(request)
        return self.get_response(request)

    def _keep_or_end(self, request):
        now = time.time()
        began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, now)
        if now - seen > settings.SESSION_IDLE.total_seconds() or now - began > settings.SESSION_LONGEST.total_seconds():
            end(request)
        elif BEGAN not in request.session or (now - seen > PRECISION and not _is_by_itself(request)):
            request.session[BEGAN], request.session[SEEN] = began, now


def _is_by_itself(request):
    """Whether the page asks and not the person: a form left open is no sign of anybody at the desk."""
    return request.path.endswith(("/presence/", "/alive/"))


def end(request):
    """Sign out; the next page says why."""
    logout(request)
    messages.info(request, "You were signed out because your session was old. Sign in to go on.")
