"""Audience of a user: how much of what is published they may see on the public pages, and answers that are theirs."""

from django.conf import settings

from baliportal.catalogue.statuses import Visibility, levels_for

from .row_permissions import acts_for_one_state

__all__ = ["PrivateAnswers", "audience_of", "levels_for"]


def audience_of(user) -> str:
    """The widest visibility that a user may see: the public, officials who are signed in, or the secretariat.

    Where a second factor is required, a session without it sees what the public sees.
    """
    if not user.is_authenticated or (settings.SECOND_FACTOR_REQUIRED and not getattr(user, "otp_device", None)):
        return Visibility.PUBLIC
    return Visibility.SECRETARIAT if user.is_staff and not acts_for_one_state(user) else Visibility.OFFICIALS


class PrivateAnswers:
    """Middleware: answers to signed-in users are theirs alone, whatever the view says of the public.

    A request without a session cookie is not looked at.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        if signed_in and "private" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "private, no-store"
            del response["ETag"]
        return response
