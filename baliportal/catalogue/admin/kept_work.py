"""Work that a browser keeps until it is saved: a form carries a token, and a cookie says which token was saved."""

import re

from django.conf import settings
from django.urls import reverse

TOKEN = re.compile(r"[0-9a-f]{8,40}")
REMEMBERED = 3600  # seconds in which the browser can learn of it


def saved(request, response):
    """Tell the browser that it need not keep the work of this form any longer."""
    token = request.POST.get("work", "")
    if TOKEN.fullmatch(token):
        response.set_cookie(
            f"saved-{token}", "1", max_age=REMEMBERED, path=reverse("admin:index"), samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
