"""Encryption of backups with age, to a public key: a machine that only writes backups cannot read them.

`pyrage` (bindings of rage, the Rust implementation of age) reads and writes the format of the command `age`, so that a
set can be opened without the portal. `cryptography` has no format of its own for files: we would have to invent one.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyrage

from .errors import BackupError

EXAMPLE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"  # of age's own manual
SUFFIX = ".age"


@dataclass(frozen=True)
class Keys:
    """The public key that new sets are encrypted to, and the path of the file with the secret one; "" for none."""

    recipient: str = ""
    identity: str = ""

    @property
    def name(self) -> str:
        """Name of the directory of files: those that were encrypted to another key are of no use to this one."""
        return f"age-{hashlib.sha256(self.recipient.encode()).hexdigest()[:16]}" if self.recipient else "plain"

    @property
    def suffix(self) -> str:
        return SUFFIX if self.recipient else ""

    def encrypt(self, source: IO[bytes], target: IO[bytes]) -> None:
        """Copy a stream, encrypted if there is a key. Raises BackupError where either end fails."""
        if not self.recipient:
            return copy(source, target)
        try:
            return pyrage.encrypt_io(source, target, [pyrage.x25519.Recipient.from_str(self.recipient)])
        except pyrage.EncryptError as problem:
            raise BackupError(f"Encryption failed: {problem}") from None

    def decrypt(self, path: Path, target: IO[bytes]) -> None:
        """Copy a file to a stream, decrypted if its name says so. Raises BackupError."""
        with path.open("rb") as source:
            if path.suffix != SUFFIX:
                return copy(source, target)
            try:
                return pyrage.decrypt_io(source, target, self._identities())
            except (pyrage.DecryptError, OSError) as problem:
                raise BackupError(f"{path.name} cannot be decrypted: {problem}.") from None

    def _identities(self) -> list:
        if not self.identity:
            raise BackupError("The set is encrypted: name the file of the identity in BACKUP_IDENTITY or --identity.")
        try:
            lines = Path(self.identity).read_text().splitlines()
            keys = [line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")]
            return [pyrage.x25519.Identity.from_str(key) for key in keys]
        except (OSError, ValueError, pyrage.IdentityError):
            raise BackupError(f"{self.identity} cannot be read as a file of identities of age.") from None


def is_recipient(text: str) -> bool:
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    while chunk := source.read(1024 * 1024):
        target.write(chunk)
