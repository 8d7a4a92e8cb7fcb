"""Optimistic locking: a write is refused when the record has changed since the person opened it.

A form carries the number of the newest change of its record. Saving, moving, deleting and verifying send that number
back; when the record has newer changes, the act is refused with a list of them.
"""

from collections.abc import Callable

from ..models import Change
from .activity import activity_of

#: Newest changes that a refusal lists; the history has the rest.
MAX_LISTED = 50


class StaleVersion(ValueError):
    """The record was changed after it was opened; `news` are the activity items since, newest first."""

    def __init__(self, news):
        self.news = news
        super().__init__("; ".join(item.sentence for item in news) or "The record has changed since.")


def current_version(instance) -> int:
    """Return the number of the newest change of a record; 0 for a record without changes."""
    return Change.objects.of(instance).values_list("number", flat=True).first() or 0


def lock(instance) -> None:
    """Lock the row of a record against other writers until the transaction ends; call inside one."""
    rows = instance.journal_root()._base_manager.select_for_update(no_key=True).filter(pk=instance.pk)
    list(rows.values_list("pk"))


def changes_since(instance, seen: int | None) -> list[Change]:
    """Return the changes of a record after number `seen`, newest first; all when that is no change of the record."""
    changes = Change.objects.of(instance)
    if seen and changes.filter(number=seen).exists():
        changes = changes.filter(number__gt=seen)
    return list(changes[:MAX_LISTED])


def check_not_stale(instance, seen: int | None, activity_for: Callable = activity_of) -> None:
    """Lock a record and raise StaleVersion when it has changes after number `seen`; call inside a transaction.

    `activity_for` returns changes as activity items that the person may see.
    """
    lock(instance)
    if news := changes_since(instance, seen):
        raise StaleVersion(activity_for(news))


def parse_number(text: str | None) -> int | None:
    """Return the change number that a form sent back; None for an empty or malformed value."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
