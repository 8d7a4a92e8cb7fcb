from django.conf import settings
from django.db import models
from django.utils import timezone
from django_otp.models import Device


class Passkey(Device):
    """A passkey (WebAuthn credential): signs in alone, because the device that holds it verifies its owner first.

    Only public data: whoever copies this row signs in nowhere. `name` is the owner's; `confirmed` is always True.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True, help_text="In URL-safe Base64; up to 1,023 bytes.")
    credential = models.BinaryField(help_text="AttestedCredentialData of WebAuthn: with id and public key.")
    signatures = models.PositiveBigIntegerField(default=0, help_text="The device's counter; 0 where it has none.")
    added_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at", "pk"]
        default_permissions = ()
