"""Recovery codes, stored as scrypt hashes with one salt per user.

The cost of scrypt and the 60 bits of a code keep a stolen copy of the database from being searched by brute force.
"""

import hashlib
import secrets

from django.utils.crypto import constant_time_compare

from ..models import RecoveryCode, RecoveryDevice

CODES = 10
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # Base 32 of RFC 4648: no 0, 1 or 8, which look like o, l and b.
LENGTH = 12
COST = {"n": 2**14, "r": 8, "p": 1}  # Must not change: every stored code would become invalid.


def hash_code(code, salt):
    """Hash a code with scrypt, as hexadecimal text; slow on purpose."""
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), dklen=32, **COST).hex()


def count_unused_codes(user):
    """Number of recovery codes the user has left."""
    return RecoveryCode.objects.filter(device__user=user, device__confirmed=True).count()


def replace_codes(user):
    """Replace all codes of a user; returns the new ones as plain text. Call inside a transaction."""
    RecoveryDevice.objects.filter(user=user).delete()
    device = RecoveryDevice.objects.create(user=user, name="Recovery codes")
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(CODES)]
    store(device, codes)
    return codes


def store(device, codes):
    """Store the hashes of the codes of one user."""
    salt = secrets.token_hex(16)
    hashed = [RecoveryCode(device=device, salt=salt, digest=hash_code(code, salt)) for code in codes]
    RecoveryCode.objects.bulk_create(hashed)


def consume(device, code):
    """Use up a code of the device; returns True if it was valid. A wrong code throttles the next attempt.

    Call with the device row locked, so that a code sent twice at once is accepted once.
    """
    unused = list(device.recovery_codes.all())
    digests = {salt: hash_code(code, salt) for salt in {stored.salt for stored in unused}}
    matches = [stored for stored in unused if constant_time_compare(stored.digest, digests[stored.salt])]
    if not matches:
        device.throttle_increment()
        return False
    matches[0].delete()
    device.throttle_reset(commit=False)
    device.set_last_used_timestamp(commit=False)
    device.save()
    return True
