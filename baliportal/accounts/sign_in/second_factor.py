"""The second factor: a code from an authenticator app, or one of the recovery codes kept on paper."""

from base64 import b32encode

import segno
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from ..audit import record
from ..models import AccountAct, RecoveryDevice, SignIn
from . import recovery_codes

KEY = "second_factor_being_set_up"


class Throttled(Exception):
    """Too many wrong codes; `seconds` says how long to wait."""

    def __init__(self, seconds):
        self.seconds = seconds
        super().__init__(f"Too many wrong codes. Wait {seconds} second{'s' * (seconds != 1)}, then try again.")


def has_one(user):
    """Whether this user has set up an authenticator app."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def verify(user, code):
    """The device that this code proves and how, or (None, how). Each code works once. Raises Throttled."""
    code = "".join(code.split()).replace("-", "").lower()
    by_app = code.isascii() and code.isdigit() and len(code) == 6
    devices, how = (TOTPDevice, SignIn.How.CODE) if by_app else (RecoveryDevice, SignIn.How.RECOVERY)
    with transaction.atomic():
        for device in devices.objects.filter(user=user, confirmed=True).select_for_update():
            _refuse_if_throttled(device)
            if device.verify_token(code) if by_app else recovery_codes.use(device, code):
                return _proof(user, device), how
    return None, how


def _proof(user, device):
    """The session hangs on the app, which stays, and not on the recovery codes, which are made anew."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first() or device


def _refuse_if_throttled(device):
    allowed, why = device.verify_is_allowed()
    if not allowed:
        left = why["locked_until"] - timezone.now()
        raise Throttled(max(1, round(left.total_seconds())))


# Setting up


def key_being_set_up(request):
    """The secret of this session's set-up, as hexadecimal text: the same until it is finished, and nowhere else."""
    if KEY not in request.session:
        request.session[KEY] = random_hex(20)
    return request.session[KEY]


def drawing(user, key):
    """The secret for an app to scan, as an SVG element that needs neither script nor style."""
    code = segno.make(TOTPDevice(user=user, key=key).config_url, error="m")
    return code.svg_inline(scale=5, border=4, light="#fff", dark="#000", title="Code for your authenticator app")


def key_in_letters(key):
    """The secret for typing by hand, in groups of four."""
    letters = b32encode(bytes.fromhex(key)).decode().rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def set_up(request, user, code):
    """Take the app into use if `code` proves that it has the secret; its device, or None. It replaces an older one."""
    code = "".join(code.split())
    with transaction.atomic():
        device = TOTPDevice(user=user, name="Authenticator app", key=key_being_set_up(request), confirmed=False)
        device.save()
        if not (code.isascii() and code.isdigit() and device.verify_token(code)):
            device.delete()
            return None
        replaced, _ = TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        record(request, user, AccountAct.What.REPLACED if replaced else AccountAct.What.SET_UP)
    request.session.pop(KEY)
    return device


def new_codes(request, user):
    """Fresh recovery codes, as texts to write down; older ones work no longer."""
    with transaction.atomic():
        codes = recovery_codes.make_anew(user)
        record(request, user, AccountAct.What.CODES)
    return codes


def take_away(request, user, *, what, note=""):
    """Remove app and recovery codes of a user, in one transaction with the line in the history of accounts."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        RecoveryDevice.objects.filter(user=user).delete()
        record(request, user, what, note)
