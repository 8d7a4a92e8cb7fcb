"""Steps of signing in for tests: name and password, a code of an authenticator app, set-up of the second factor."""

import re
import time
from base64 import b32decode

from django.urls import reverse
from django_otp.oath import TOTP

from baliportal.accounts.encryption import decrypt

PASSWORD = "bali-process-2002"


class Telephone:
    """An authenticator app: scans a key and shows codes. `drift` is in periods of 30 seconds."""

    key = b""

    @classmethod
    def of(cls, device):
        """The app that a device was set up with."""
        telephone = cls()
        telephone.key = decrypt(device.key, device.user_id)
        return telephone

    def scan(self, page):
        return self.read(re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page.content.decode())[1])

    def read(self, letters):
        letters = letters.replace(" ", "")
        self.key = b32decode(letters + "=" * (-len(letters) % 8))
        return self

    def code(self, drift=0):
        totp = TOTP(self.key)
        totp.time = time.time() + 30 * drift
        return f"{totp.token():06}"


def give_password(client, name, password=PASSWORD, **extra):
    return client.post(reverse("admin:login"), {"username": name, "password": password}, **extra)


def set_up(client, page=None):
    """Scan and confirm on the page where a second factor is set up; returns the telephone and the recovery codes."""
    address = reverse("admin:login_set_up")
    telephone = Telephone().scan(client.get(address))
    return telephone, codes_on(client.post(address, {"code": telephone.code()}))


def codes_on(page):
    return re.findall(r"<code>([a-z2-7]{4} [a-z2-7]{4} [a-z2-7]{4})</code>", page.content.decode())


def is_inside(client):
    return client.get(reverse("admin:index")).status_code == 200
