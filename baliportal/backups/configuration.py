"""Settings of backups, from BACKUP_DIR and the other variables of that name."""

from dataclasses import dataclass
from pathlib import Path

from baliportal.environment import Refused, flag, number, text

from .encryption import EXAMPLE, Keys, is_recipient


@dataclass(frozen=True)
class Backups:
    """Where sets lie ("" for no backups), the keys, the expected age in hours, and monthly rehearsals."""

    directory: str
    keys: Keys
    hours: int
    rehearsal: bool


def backups() -> Backups:
    """The setting BACKUPS. Raises Refused."""
    directory, recipient, identity = text("BACKUP_DIR"), text("BACKUP_RECIPIENT"), text("BACKUP_IDENTITY")
    if directory and not Path(directory).is_absolute():
        raise Refused(f"BACKUP_DIR must be the absolute path of a directory, not {directory!r}.")
    if recipient and not is_recipient(recipient):
        raise Refused(f"BACKUP_RECIPIENT must be a public key of age, such as {EXAMPLE}.")
    if identity and not Path(identity).is_absolute():
        raise Refused("BACKUP_IDENTITY must be the absolute path of a file with an identity of age.")
    rehearsal = flag("BACKUP_REHEARSAL")
    if rehearsal and not directory:
        raise Refused("BACKUP_REHEARSAL=1 needs BACKUP_DIR, the directory of the sets to restore.")
    return Backups(directory, Keys(recipient, identity), number("BACKUP_HOURS", 26, 1, 8784), rehearsal)
