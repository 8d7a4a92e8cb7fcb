from django.db import models


class RecoveryCode(models.Model):
    """One recovery code that was not used yet: enough to know it by, and not enough to sign in with.

    The device counts wrong guesses and makes them wait. See `access.recovery_codes`.
    """

    device = models.ForeignKey("otp_static.StaticDevice", models.CASCADE, related_name="recovery_codes")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="recovery_code_stands_once", fields=["device", "digest"])]

    def __str__(self):
        return f"A recovery code of {self.device.user}"
