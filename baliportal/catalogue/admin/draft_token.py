"""Tokens of unsaved drafts in the browser: each form carries one, and a cookie names the token that was saved."""

import re

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from .features import AdminFeature

TOKEN = re.compile(r"[0-9a-f]{8,40}")
#: Lifetime in seconds of the cookie that tells the browser that a draft was saved.
COOKIE_AGE = 3600


class SessionCheck(AdminFeature):
    """JSON endpoint that a form queries before it is sent."""

    def urls(self):
        return [("alive/", self.alive_view, "alive")]

    def alive_view(self, request):
        """Return the signed-in user and a fresh CSRF token; any answer shows that the portal can be reached."""
        allowed = self.admin.has_view_or_change_permission(request) or self.admin.has_add_permission(request)
        if request.method != "GET" or not allowed:
            raise PermissionDenied
        return JsonResponse({"user": request.user.pk, "csrf": get_token(request)})


def forget_draft(token, response):
    """Set the cookie that lets the browser discard the draft with this token."""
    if TOKEN.fullmatch(token):
        response.set_cookie(
            f"saved-{token}", "1", max_age=COOKIE_AGE, path=reverse("admin:index"), samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
