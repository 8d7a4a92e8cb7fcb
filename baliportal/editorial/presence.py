"""Who else has a record open: said while it lasts, forgotten when it ends."""

from contextlib import suppress

from django.db import IntegrityError
from django.utils import timezone

from .models import Presence


def arrive(user, entry):
    """Say that this person has the entry's form open, or still has."""
    now = timezone.now()
    mine = Presence.objects.filter(user=user, entry_id=entry.pk)
    if mine.now(now).update(seen_at=now):
        return
    with suppress(IntegrityError):  # the entry was deleted this very moment
        Presence.objects.update_or_create(user=user, entry_id=entry.pk, defaults={"opened_at": now, "seen_at": now})


def leave(user, entry):
    """Say that this person's form is closed."""
    Presence.objects.filter(user=user, entry_id=entry.pk).delete()


def others(user, entry):
    """Everybody else who has the entry's form open: [(name, since when)], the longest first."""
    rows = Presence.objects.now().filter(entry_id=entry.pk).exclude(user=user).select_related("user")
    return [(row.user.get_full_name() or row.user.get_username(), row.opened_at) for row in rows.order_by("opened_at")]


def clear_old():
    """Forget forms that went silent; for housekeeping. Returns how many."""
    return Presence.objects.old().delete()[0]
