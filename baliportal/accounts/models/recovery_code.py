from django.db import models
from django_otp.models import Device, ThrottlingMixin, TimestampMixin


class RecoveryDevice(TimestampMixin, ThrottlingMixin, Device):
    """OTP device for the recovery codes of one user, throttled after wrong codes.

    Replaces `otp_static`, which stores its tokens as plain text.
    """

    class Meta(Device.Meta):
        default_permissions = ()

    def get_throttle_factor(self):
        """Seconds to wait after the first failure; doubled by each further one."""
        return 1


class RecoveryCode(models.Model):
    """A salted scrypt hash of one unused recovery code. See `sign_in.recovery_codes`."""

    device = models.ForeignKey(RecoveryDevice, models.CASCADE, related_name="recovery_codes")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="recovery_code_stands_once", fields=["device", "digest"])]

    def __str__(self):
        return f"A recovery code of {self.device.user}"
