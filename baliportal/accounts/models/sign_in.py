from django.conf import settings
from django.db import models
from django.utils import timezone


class SignIn(models.Model):
    """One attempt to sign in. Housekeeping deletes old ones.

    An unknown user name is not stored: it may be a password typed in the wrong field.
    """

    class How(models.TextChoices):
        PASSWORD = "password", "password alone"
        CODE = "code", "password and code"
        RECOVERY = "recovery", "password and recovery code"
        PASSKEY = "passkey", "passkey"
        AGAIN = "again", "password asked for again"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sign_ins")
    at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=10, choices=How)
    success = models.BooleanField("succeeded")
    address = models.GenericIPAddressField(null=True)
    network = models.GenericIPAddressField(null=True, editable=False, help_text="Its /64, where it is of IPv6.")
    name_digest = models.CharField(max_length=32, blank=True, editable=False)
    device = models.CharField(max_length=22, blank=True, editable=False, help_text="See `sign_in.known_devices`.")
    agent = models.CharField("browser", max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        verbose_name = "sign-in"
        indexes = [
            models.Index(fields=["user", "-at"], name="sign_in_of_user"),
            models.Index(fields=["network", "-at"], name="sign_in_from_network"),
            models.Index(fields=["at"], name="sign_in_age"),
            models.Index(fields=["name_digest", "-at"], name="sign_in_for_name"),
            models.Index(fields=["device", "-at"], name="sign_in_in_device"),
        ]

    def __str__(self):
        return f"{self.user or 'an unknown name'}, {self.at:%d %B %Y %H:%M}"
