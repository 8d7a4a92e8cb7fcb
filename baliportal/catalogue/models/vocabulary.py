from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from ..addresses import Addressed
from ..journal.audited_models import AuditedQuerySet, AuditedRoot, Part

a_choice = RegexValidator(
    r"\A(kind|type|language):[a-z][a-z-]*\Z", "A choice is kind, type or language, a colon and a value, as kind:law."
)
two_capitals = RegexValidator(r"\A[A-Z]{2}\Z", "A country code is two capital letters, as in ISO 3166-1.")


class Country(AuditedRoot):
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


class TopicQuerySet(AuditedQuerySet):
    def main(self):
        """The themes of the first level."""
        return self.filter(parent=None)


class Topic(Addressed):
    """A theme of the portal's two-level vocabulary; 'topic' in addresses and code, 'theme' to visitors."""

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


class Term(Addressed):
    """A term that is neither theme nor country, with its other names for search: Ad Hoc Group, AHG."""

    slug = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=120)
    stands_for = models.CharField(
        max_length=80,
        blank=True,
        validators=[a_choice],
        help_text="The choice of the search that the word means, as kind:law or type:decree; empty when there is none.",
    )

    class Meta:
        ordering = ["label"]

    def __str__(self):
        return self.label


class OtherName(Part):
    """A synonym, variant or translation, so that a search in other words finds its term."""

    text = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="en", help_text="ISO 639 code, as en or th.")
    note = models.CharField(
        max_length=200, blank=True, help_text="Where the name comes from; say so when a machine translated it."
    )

    class Meta:
        abstract = True
        ordering = ["language", "text"]
        verbose_name = "other name"

    def __str__(self):
        return self.text


class TopicName(OtherName):
    whole = "topic"

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="names")

    class Meta(OtherName.Meta):
        constraints = [
            models.UniqueConstraint(name="topic_name_stands_once", fields=["topic", "text", "language"]),
        ]


class CountryName(OtherName):
    """A variant, an adjective or a translation: Burma, Burmese, ประเทศพม่า."""

    whole = "country"

    country = models.ForeignKey(Country, models.CASCADE, related_name="names")

    class Meta(OtherName.Meta):
        constraints = [
            models.UniqueConstraint(name="country_name_stands_once", fields=["country", "text", "language"]),
        ]


class TermName(OtherName):
    whole = "term"

    term = models.ForeignKey(Term, models.CASCADE, related_name="names")

    class Meta(OtherName.Meta):
        constraints = [
            models.UniqueConstraint(name="term_name_stands_once", fields=["term", "text", "language"]),
        ]
