"""Encryption of the secrets of second factors (AES-256-GCM), under keys that are not in the database.

The keys come from SECOND_FACTOR_KEYS, or else from a file in PORTAL_VAR that is made when the first secret is stored.
The first key encrypts; all decrypt. An encrypted secret is “v1.” and Base64 of: four bytes that name the key, the
nonce of twelve, the secret, and the tag of sixteen. The account is authenticated with it, so that a secret copied to
another account's row is not accepted there.
"""

import hashlib
import os
import secrets
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

MARK = "v1."
FILE = "second-factor-key"  # Backups take what ends in -key along, encrypted.
KEY_BYTES, NAME_BYTES, NONCE_BYTES = 32, 4, 12


class SecretUnreadable(Exception):
    """No key at hand decrypts the secret; the message is for its owner."""

    def __init__(self):
        super().__init__(
            "The codes of authenticator apps cannot be checked now, because the portal's key to them is missing. Sign "
            "in by a recovery code, or ask an administrator to reset your second factor. The operator can bring the "
            "key back: see “Keys of second factors” in SECURITY.md."
        )


def encrypt(secret: bytes, account: int) -> str:
    """Encrypt the secret of an account, by its primary key, with the first key."""
    keys, nonce = _keys(make=True), os.urandom(NONCE_BYTES)
    if not keys:
        raise SecretUnreadable
    key = keys[0]
    sealed = _name(key) + nonce + AESGCM(key).encrypt(nonce, secret, _context(account))
    return MARK + urlsafe_b64encode(sealed).decode().rstrip("=")


def decrypt(stored: str, account: int) -> bytes:
    """Decrypt the secret of an account; one from before encryption is hexadecimal. Raises SecretUnreadable."""
    if not stored.startswith(MARK):
        return bytes.fromhex(stored)
    text = stored.removeprefix(MARK)
    sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    nonce, body = sealed[NAME_BYTES : NAME_BYTES + NONCE_BYTES], sealed[NAME_BYTES + NONCE_BYTES :]
    for key in _keys():
        if _name(key) == sealed[:NAME_BYTES]:
            try:
                return AESGCM(key).decrypt(nonce, body, _context(account))
            except InvalidTag:
                continue
    raise SecretUnreadable


def is_current(stored: str) -> bool:
    """Return True for a secret that is encrypted with the first key."""
    keys = _keys()
    return stored.startswith(MARK) and bool(keys) and urlsafe_b64decode(stored[3:11])[:NAME_BYTES] == _name(keys[0])


def add_key():
    """Put a new key first in the file; returns the keys there were."""
    former = _file_keys()
    _write(_text([secrets.token_bytes(KEY_BYTES), *former]))
    return former


def drop_former_keys():
    """Leave the first key alone in the file: nothing is encrypted with the others any more."""
    _write(_text(_file_keys()[:1]))


def keys_are_in_a_file():
    return not settings.SECOND_FACTOR_KEYS


def _keys(*, make=False):
    if settings.SECOND_FACTOR_KEYS:
        return [urlsafe_b64decode(key) for key in settings.SECOND_FACTOR_KEYS]
    if make and not _path().exists():
        _write(_text([secrets.token_bytes(KEY_BYTES)]), replace=False)
    return _file_keys()


def _file_keys():
    try:
        return [urlsafe_b64decode(line) for line in _path().read_text().split()]
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as problem:
        raise SecretUnreadable from problem


def _path():
    return settings.VAR / FILE


def _text(keys):
    return "".join(f"{urlsafe_b64encode(key).decode()}\n" for key in keys)


def _write(text, *, replace=True):
    """Write the file whole and synced, for its owner alone; without `replace` the first of two processes wins."""
    handle, temporary = tempfile.mkstemp(dir=settings.VAR, prefix=f".{FILE}-")  # mkstemp: mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(temporary, _path())
        else:
            os.link(temporary, _path())
    except FileExistsError:
        pass
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def _name(key):
    return hashlib.sha256(b"name of a key:" + key).digest()[:NAME_BYTES]


def _context(account):
    return f"second factor of account {account}".encode()
