"""Which state of a record somebody has seen, so that nobody writes over what he has not.

A form carries the number of the newest change of its record. Whoever saves it, moves, deletes or verifies the record
says that number; when the journal has gone on since, the act is refused with what happened meanwhile.
"""

from ..models import Change
from .activity import activity_of

NEWS = 50  # newest acts that are told; the history has the rest


class StaleVersion(ValueError):
    """Somebody changed the record after it was seen; `news` tells what happened, newest first."""

    def __init__(self, news):
        self.news = news
        super().__init__("; ".join(act.sentence for act in news) or "The record has changed since.")


def current_version(instance):
    """The number of the newest change of a record: its state. 0 for what the journal does not know."""
    return Change.objects.of(instance).values_list("number", flat=True).first() or 0


def lock(instance):
    """Keep other writers of this record waiting until the transaction ends; call inside one."""
    rows = instance.journal_root()._base_manager.select_for_update(no_key=True).filter(pk=instance.pk)
    list(rows.values_list("pk"))


def changes_since(instance, seen):
    """What happened to a record after its state `seen`, newest first; everything when that is not one of its states."""
    changes = Change.objects.of(instance)
    if seen and changes.filter(number=seen).exists():
        changes = changes.filter(number__gt=seen)
    return list(changes[:NEWS])


def check_not_stale(instance, seen, told=activity_of):
    """Lock a record and raise Superseded when it is no longer in the state `seen`; call inside a transaction.

    `told` makes of the changes since then acts as the person may read them.
    """
    lock(instance)
    if news := changes_since(instance, seen):
        raise StaleVersion(told(news))


def parse_number(text):
    """The number that a form sent back; None when it sent none or something else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
