"""The second factor: a code from an authenticator app (TOTP), or a recovery code."""

import secrets
from base64 import b32encode
from contextlib import suppress

import segno
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..audit import record_account_act
from ..encryption import SecretUnreadable, decrypt, encrypt
from ..models import AccountAct, AuthenticatorApp, RecoveryDevice, SignIn
from . import recovery_codes

SECRET_BYTES = 20  # As many as SHA-1 has, by RFC 4226.
KEY = "second_factor_being_set_up"  # Session key of the secret during set-up.


class Throttled(Exception):
    """Too many wrong codes; `seconds` is the time to wait."""

    def __init__(self, seconds):
        self.seconds = seconds
        super().__init__(f"Too many wrong codes. Wait {seconds} second{'s' * (seconds != 1)}, then try again.")


def is_set_up(user):
    """Return True if the user has a confirmed authenticator app."""
    return AuthenticatorApp.objects.filter(user=user, confirmed=True).exists()


def verify(user, code):
    """Verify a code; returns (device or None, SignIn.How). Each code works once.

    Raises Throttled or SecretUnreadable.
    """
    code = "".join(code.split()).replace("-", "").lower()
    by_app = code.isascii() and code.isdigit() and len(code) == 6
    devices, how = (AuthenticatorApp, SignIn.How.CODE) if by_app else (RecoveryDevice, SignIn.How.RECOVERY)
    with transaction.atomic():
        for device in devices.objects.filter(user=user, confirmed=True).select_for_update():
            _refuse_if_throttled(device)
            if device.verify_token(code) if by_app else recovery_codes.consume(device, code):
                return _session_device(user, device), how
    return None, how


def _session_device(user, device):
    """The device to tie the session to: the app, because the device of recovery codes is deleted with each new set."""
    return AuthenticatorApp.objects.filter(user=user, confirmed=True).first() or device


def _refuse_if_throttled(device):
    allowed, details = device.verify_is_allowed()
    if not allowed:
        left = details["locked_until"] - timezone.now()
        raise Throttled(max(1, round(left.total_seconds())))


def setup_key(request, user):
    """The TOTP secret of the set-up, in hexadecimal; until it is confirmed the session alone holds it, encrypted."""
    if KEY in request.session:
        with suppress(SecretUnreadable):
            return decrypt(request.session[KEY], user.pk).hex()
    secret = secrets.token_bytes(SECRET_BYTES)
    request.session[KEY] = encrypt(secret, user.pk)
    return secret.hex()


def qr_code_svg(user, key):
    """QR code of the TOTP secret, as an inline SVG element without script or style."""
    code = segno.make(TOTPDevice(user=user, key=key).config_url, error="m")
    return code.svg_inline(scale=5, border=4, light="#fff", dark="#000", title="Code for your authenticator app")


def format_key(key):
    """The TOTP secret in Base 32 for typing by hand, in groups of four."""
    letters = b32encode(bytes.fromhex(key)).decode().rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def set_up(request, user, code):
    """Confirm the app with its first code and replace an older app; returns the device, or None for a wrong code."""
    code = "".join(code.split())
    with transaction.atomic():
        device = AuthenticatorApp(user=user, name="Authenticator app", confirmed=False)
        device.set_secret(bytes.fromhex(setup_key(request, user)))
        device.save()
        if not (code.isascii() and code.isdigit() and device.verify_token(code)):
            device.delete()
            return None
        replaced, _ = AuthenticatorApp.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        record_account_act(request, user, AccountAct.What.REPLACED if replaced else AccountAct.What.SET_UP)
    request.session.pop(KEY)
    return device


def renew_recovery_codes(request, user):
    """Replace the recovery codes of a user; returns the new ones as plain text."""
    with transaction.atomic():
        codes = recovery_codes.replace_codes(user)
        record_account_act(request, user, AccountAct.What.CODES)
    return codes


def remove(request, user, *, what, note=""):
    """Remove app, recovery codes and passkeys of a user; `what` names it in the account history."""
    with transaction.atomic():
        AuthenticatorApp.objects.filter(user=user).delete()
        RecoveryDevice.objects.filter(user=user).delete()
        user.passkeys.all().delete()
        record_account_act(request, user, what, note)
