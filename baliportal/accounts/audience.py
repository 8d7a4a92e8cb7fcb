"""Audience of a request: how much of what is published its user may see on the public pages."""

from baliportal.catalogue.statuses import Visibility

from .row_permissions import acts_for_one_state


def audience_of(user) -> str:
    """The widest visibility that a user may see: the public, officials who are signed in, or the secretariat."""
    if not user.is_authenticated:
        return Visibility.PUBLIC
    return Visibility.SECRETARIAT if user.is_staff and not acts_for_one_state(user) else Visibility.OFFICIALS


def levels_for(audience: str) -> list[str]:
    """The visibilities that an audience may see."""
    levels = list(Visibility)
    return levels[: levels.index(audience) + 1]
