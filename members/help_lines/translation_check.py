"""Checks of translations of /help/ by speakers, and which of them hold for the present text."""

from django.db import models
from django.db.models import Q

from .translations import translations


class TranslationCheck(models.Model):
    """The statement that a speaker of a language has read the translation of /help/ and found it right.

    It holds for the text that was read alone: a release that changes it makes the translation unchecked again.
    """

    language = models.CharField(max_length=8, unique=True)
    checked_on = models.DateField()
    checked_by = models.CharField("checked by (role)", max_length=120, help_text="As “interpreter of the secretariat”.")
    fingerprint = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["language"]
        verbose_name = "check of a translation of the help page"
        verbose_name_plural = "checks of translations of the help page"
        constraints = [models.CheckConstraint(name="translation_check_names_a_role", condition=~Q(checked_by=""))]

    def __str__(self):
        return translations()[self.language].name if self.language in translations() else self.language

    def save(self, *args, **kwargs):
        self.fingerprint = translations()[self.language].fingerprint
        super().save(*args, **kwargs)

    @property
    def holds(self) -> bool:
        """True while the text is the one that was read."""
        return self.language in translations() and self.fingerprint == translations()[self.language].fingerprint


def is_checked(translation) -> bool:
    """True for the original text, and for a translation whose present text a speaker has checked; one query."""
    checks = TranslationCheck.objects.filter(language=translation.code, fingerprint=translation.fingerprint)
    return translation.is_original or checks.exists()
