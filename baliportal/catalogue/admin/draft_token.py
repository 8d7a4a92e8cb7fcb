"""Work that a browser keeps until it is saved: a form carries a token, and a cookie says which token was saved."""

import re

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from .features import AdminFeature

TOKEN = re.compile(r"[0-9a-f]{8,40}")
REMEMBERED = 3600  # seconds in which the browser can learn of it


class SessionCheck(AdminFeature):
    """The address that a form asks before it is sent."""

    def urls(self):
        return [("alive/", self.alive_view, "alive")]

    def alive_view(self, request):
        """Say whether the portal can be reached, who is signed in, and the form's token."""
        allowed = self.admin.has_view_or_change_permission(request) or self.admin.has_add_permission(request)
        if request.method != "GET" or not allowed:
            raise PermissionDenied
        return JsonResponse({"user": request.user.pk, "csrf": get_token(request)})


def forget_draft(token, response):
    """Let the browser know that it need not keep the work of the form with this token any longer."""
    if TOKEN.fullmatch(token):
        response.set_cookie(
            f"saved-{token}", "1", max_age=REMEMBERED, path=reverse("admin:index"), samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
