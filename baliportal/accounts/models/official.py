from django.conf import settings
from django.db import models

from baliportal.catalogue.models import Country


class Official(models.Model):
    """The country a contributor acts for: they write and propose for that state and for no other."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="official")
    country = models.ForeignKey(Country, models.PROTECT, related_name="officials")

    class Meta:
        verbose_name = "official of a state"
        verbose_name_plural = "officials of states"
        permissions = [("all_states", "Can act for every state")]

    def __str__(self):
        return f"{self.user.get_username()} of {self.country}"
