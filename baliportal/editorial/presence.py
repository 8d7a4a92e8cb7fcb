"""Presence: record and list the people who have the form of an entry open."""

from contextlib import suppress

from django.db import IntegrityError
from django.utils import timezone

from .models import Presence


def mark_present(user, entry):
    """Record that the user has the form of the entry open."""
    now = timezone.now()
    own = Presence.objects.filter(user=user, entry_id=entry.pk)
    if own.active(now).update(seen_at=now):
        return
    with suppress(IntegrityError):  # The entry may be deleted at the same moment.
        Presence.objects.update_or_create(user=user, entry_id=entry.pk, defaults={"opened_at": now, "seen_at": now})


def mark_absent(user, entry):
    """Record that the user closed the form."""
    Presence.objects.filter(user=user, entry_id=entry.pk).delete()


def others(user, entry):
    """Return [(name, opened at)] of the other people with the form open, the longest first."""
    rows = Presence.objects.active().filter(entry_id=entry.pk).exclude(user=user).select_related("user")
    return [(row.user.get_full_name() or row.user.get_username(), row.opened_at) for row in rows.order_by("opened_at")]


def delete_expired_presences():
    """Delete expired presences, for housekeeping; return their number."""
    return Presence.objects.expired().delete()[0]
