"""Permanent public ids: short, opaque, and safe to read aloud and to type."""

import hashlib
import secrets

#: Crockford's base 32, which has no i, l, o or u to be misread.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 8


def new_public_id() -> str:
    """Return a random id of 40 bits; a database constraint refuses a collision."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def derived_public_id(*names: str) -> str:
    """Return an id derived from names by SHA-256, so that starter rows have the same id on every installation."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(names).encode()).digest())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
