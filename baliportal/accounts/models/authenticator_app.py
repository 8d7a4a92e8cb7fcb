from django_otp.plugins.otp_totp.models import TOTPDevice

from ..encryption import decrypt, encrypt


class AuthenticatorApp(TOTPDevice):
    """The device of django-otp with its secret encrypted in the column `key`."""

    class Meta:
        proxy = True
        default_permissions = ()

    @property
    def bin_key(self):
        """The secret, in bytes. Raises SecretUnreadable."""
        return decrypt(self.key, self.user_id)

    def set_secret(self, secret: bytes):
        self.key = encrypt(secret, self.user_id)
