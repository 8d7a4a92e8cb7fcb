"""Mark of a restore that has not ended, in PORTAL_VAR."""

from pathlib import Path

from django.conf import settings

from baliportal.environment import Refused


def marker() -> Path:
    return settings.VAR / "restoring"


def marked_set() -> str:
    """Name of the set whose restore has not ended; "" for none."""
    try:
        return marker().read_text()
    except FileNotFoundError:
        return ""


def refuse_half_restored() -> None:
    """Raise Refused while a restore has not ended: takedowns after the backup may not be honoured yet."""
    if marked_set():
        raise Refused(f"The restore of the backup {marked_set()} has not ended: run `manage.py restore` again.")
