"""Settings of the portal that an administrator made, with defaults where nothing is set."""

from .journal.head import current_head
from .models import PortalSettings

#: A page that most people have seen, that tells nothing of who comes, and that is short.
DEFAULT_EXIT_URL = "https://www.wikipedia.org/"


def portal_settings() -> PortalSettings:
    """Return the settings as of the head of the journal; an unsaved record with empty fields where none is kept.

    One query each time that something public has changed. The record must not be changed: requests share it.
    """
    return _settings_at(current_head().public_version)


def exit_url() -> str:
    """Return the address to which *Exit this page quickly* leads."""
    return portal_settings().exit_url or DEFAULT_EXIT_URL


_cached: dict[str, PortalSettings] = {}


def _settings_at(version):
    if version not in _cached:
        found = PortalSettings.objects.first() or PortalSettings()
        _cached.clear()
        _cached[version] = found
        return found
    return _cached[version]


def clear_cache():
    """Forget the settings: for tests, in which histories of the same number follow each other."""
    _cached.clear()
