from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from ..journaled import Journaled, JournaledQuerySet, Part

two_capitals = RegexValidator(r"\A[A-Z]{2}\Z", "A country code is two capital letters, as in ISO 3166-1.")


class Country(Journaled):
    """A country or territory of ISO 3166-1, under the name this portal shows."""

    code = models.CharField("ISO code", max_length=2, unique=True, validators=[two_capitals])
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"
        constraints = [
            models.CheckConstraint(name="country_code_is_in_capitals", condition=Q(code=Upper("code"))),
        ]

    def __str__(self):
        return self.name


class TopicQuerySet(JournaledQuerySet):
    def main(self):
        """The themes of the first level."""
        return self.filter(parent=None)


class Topic(Journaled):
    """A theme of the portal's own two-level vocabulary; 'topic' in addresses and code, 'theme' to visitors."""

    slug = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower")
    definition = models.TextField(blank=True)
    scope_note = models.TextField(blank=True, help_text="When to use this theme and when another.")
    source = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Place among its neighbours in lists.")

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "label"]
        verbose_name = "theme"
        constraints = [
            models.CheckConstraint(name="topic_is_not_its_own_parent", condition=~Q(parent=models.F("pk"))),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return f"/topics/{self.slug}/"

    def clean(self):
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": "The vocabulary has two levels: choose a theme of the first level."})
        if self.parent and self.pk and self.narrower.exists():
            raise ValidationError({"parent": "This theme has narrower themes, so it stays on the first level."})


class TopicName(Part):
    """Another name of a theme, in any language: what people type who do not know our word for it."""

    whole = "topic"

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="names")
    text = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="en", help_text="ISO 639 code, as en or th.")

    class Meta:
        ordering = ["language", "text"]
        verbose_name = "other name"
        constraints = [
            models.UniqueConstraint(name="topic_name_stands_once", fields=["topic", "text", "language"]),
        ]

    def __str__(self):
        return self.text
