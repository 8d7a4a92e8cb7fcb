"""Work that a browser keeps until it is saved: a form carries a token, and a cookie says which token was saved."""

import re

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import path, reverse

TOKEN = re.compile(r"[0-9a-f]{8,40}")
REMEMBERED = 3600  # seconds in which the browser can learn of it


class AsksBeforeSending:
    """Adds to a ModelAdmin the address that its form asks before it is sent."""

    def get_urls(self):
        info = self.model._meta.app_label, self.model._meta.model_name
        view = self.admin_site.admin_view(self.alive_view)
        return [path("alive/", view, name="{}_{}_alive".format(*info)), *super().get_urls()]

    def alive_view(self, request):
        """Ask before sending a long form whether the portal can be reached, who is signed in, and the form's token."""
        if request.method != "GET" or not (
            self.has_view_or_change_permission(request) or self.has_add_permission(request)
        ):
            raise PermissionDenied
        return JsonResponse({"user": request.user.pk, "csrf": get_token(request)})


def saved(request, response):
    """Tell the browser that it need not keep the work of this form any longer."""
    token = request.POST.get("work", "")
    if TOKEN.fullmatch(token):
        response.set_cookie(
            f"saved-{token}", "1", max_age=REMEMBERED, path=reverse("admin:index"), samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
