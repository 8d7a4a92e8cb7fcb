"""Recovery codes: written on paper by whoever they are for, and kept here so that nobody can read them.

What is kept of a code takes much reckoning to try (scrypt), with a salt of each person's own: who gets hold of a copy
of the database cannot find the codes by trying them all.
"""

import hashlib
import secrets

from django.utils.crypto import constant_time_compare

from ..models import RecoveryCode, RecoveryDevice

CODES = 10
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # none of them is taken for another
LENGTH = 12
COST = {"n": 2**14, "r": 8, "p": 1}  # another cost would make every code that is kept a wrong one


def digest_of(code, salt):
    """What is kept of a code; slow on purpose."""
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), dklen=32, **COST).hex()


def codes_left(user):
    """How many recovery codes this user has not used yet."""
    return RecoveryCode.objects.filter(device__user=user, device__confirmed=True).count()


def make_anew(user):
    """Fresh codes, as texts to write down; older ones are forgotten. Call inside a transaction."""
    RecoveryDevice.objects.filter(user=user).delete()
    device = RecoveryDevice.objects.create(user=user, name="Recovery codes")
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES)]
    keep(device, codes)
    return codes


def keep(device, codes):
    """Keep what the codes of one person are known by."""
    salt = secrets.token_hex(16)
    kept = [RecoveryCode(device=device, salt=salt, digest=digest_of(code, salt)) for code in codes]
    RecoveryCode.objects.bulk_create(kept)


def use(device, code):
    """Whether this is an unused code of the device, which it is no longer then; a wrong one makes the next wait.

    Call with the device locked, so that a code sent twice at once is used once.
    """
    unused = list(device.recovery_codes.all())
    digests = {salt: digest_of(code, salt) for salt in {each.salt for each in unused}}
    found = [each for each in unused if constant_time_compare(each.digest, digests[each.salt])]
    if not found:
        device.throttle_increment()
        return False
    found[0].delete()
    device.throttle_reset(commit=False)
    device.set_last_used_timestamp(commit=False)
    device.save()
    return True
