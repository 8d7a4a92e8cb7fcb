"""Audience of a request, by the rule of a layer above: the core knows of visibilities, not of accounts."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .statuses import Visibility


def audience_of_request(request) -> str:
    """The widest visibility that the user of a request may see on public addresses; no query without a session."""
    user = getattr(request, "user", None)
    return Visibility.PUBLIC if user is None else _rule()(user)


@cache
def _rule():
    """The function of `settings.AUDIENCE_OF`: from a user to a visibility."""
    return import_string(settings.AUDIENCE_OF)
