"""Permanent public ids: short, opaque, safe to read aloud and to type."""

import hashlib
import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o or u to be misread
LENGTH = 8


def new_public_id():
    """A random id; 40 bits, and a database constraint refuses the odd collision."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def derived_public_id(*names):
    """The id that stands for these names everywhere: starter rows have the same id on every installation."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(names).encode()).digest())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
