"""Models of help lines and of the ways to reach them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Entry

from .contact_links import Way, contact_error
from .language_codes import language_codes_error


class HelpLine(Entry):
    """A telephone line or office that helps people in danger; its `date` is that of the page its number comes from.

    Its countries are those in which it helps; without any it helps everywhere.
    """

    class RunBy(models.TextChoices):
        GOVERNMENT = "government"
        NGO = "ngo", "non-governmental organisation"
        INTERNATIONAL = "international", "international organisation"

    run_by = models.CharField(max_length=20, choices=RunBy, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    spoken = models.CharField("languages spoken", max_length=200, blank=True)
    spoken_note = models.CharField("on the languages", max_length=200, blank=True)
    for_whom = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "help line"
        constraints = [
            models.CheckConstraint(
                name="help_line_operator_is_known", condition=Q(run_by__in=["", "government", "ngo", "international"])
            ),
        ]

    def clean(self):
        super().clean()
        if error := language_codes_error(self.spoken):
            raise ValidationError({"spoken": error})


class HelpLineContact(Part):
    """One way to reach a help line: a number to call, a number for text messages, an address of e-mail."""

    whole = "line"

    line = models.ForeignKey(HelpLine, models.CASCADE, related_name="contacts")
    way = models.CharField(max_length=12, choices=Way)
    address = models.CharField("number or address", max_length=254)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["way", "note", "address"]
        constraints = [
            models.UniqueConstraint(
                "line",
                "way",
                "address",
                name="help_line_contact_is_recorded_once",
                violation_error_message="This number or address is recorded already.",
            ),
            models.CheckConstraint(
                name="help_line_way_is_known", condition=Q(way__in=["call", "text", "whatsapp", "relay", "mail", "web"])
            ),
        ]

    def __str__(self):
        return self.address

    def clean(self):
        if error := contact_error(self.way, self.address):
            raise ValidationError({"address": error})
