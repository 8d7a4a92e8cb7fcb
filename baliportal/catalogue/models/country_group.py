from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models

from ..addresses import Addressed
from ..journal.audited_models import AuditedQuerySet, Part
from ..partial_date_fields import PartialDateField
from .vocabulary import Country


class CountryGroupQuerySet(AuditedQuerySet):
    def present_members(self) -> dict[str, frozenset[str]]:
        """Return the country codes of each group's members of today by its slug, in one query.

        Members of today are those without a last day.
        """
        codes = defaultdict(set)
        present = models.FilteredRelation("memberships", condition=models.Q(memberships__until=""))
        rows = self.annotate(present=present).order_by("label")
        for slug, code in rows.values_list("slug", "present__country__code"):
            codes[slug] |= {code} - {None}
        return {slug: frozenset(members) for slug, members in codes.items()}

    def members(self) -> models.QuerySet[Country]:
        """Return the countries that are members of one of these groups today."""
        present = CountryGroupMembership.objects.filter(group__in=self, until="")
        return Country.objects.filter(pk__in=present.order_by().values("country"))


class CountryGroup(Addressed):
    """A group of states under a name that people filter by: ASEAN, the Pacific Islands Forum, the Ad Hoc Group."""

    slug = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=80)
    full_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    url = models.URLField("website", max_length=1000, blank=True)
    doubt = models.TextField("known doubts", blank=True)

    objects = CountryGroupQuerySet.as_manager()

    class Meta:
        ordering = ["label"]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return f"/groups/{self.slug}/"


class CountryGroupMembership(Part):
    """The membership of a country in a group, from a date to a date, each as precise as known."""

    whole = "group"

    group = models.ForeignKey(CountryGroup, models.CASCADE, related_name="memberships")
    country = models.ForeignKey(Country, models.PROTECT, related_name="group_memberships")
    since = PartialDateField()
    until = PartialDateField()
    note = models.CharField(max_length=300, blank=True)
    source_url = models.URLField("source address", max_length=1000, blank=True)

    class Meta:
        ordering = ["country__name", "since"]
        constraints = [
            models.UniqueConstraint(
                "group",
                "country",
                "since",
                name="membership_of_a_group_is_recorded_once",
                violation_error_message="This membership is recorded already.",
            ),
        ]

    def __str__(self):
        return f"{self.country}"

    def clean(self):
        if self.since and self.until and self.until.surely_before(self.since):
            raise ValidationError({"until": "The membership ends before it begins."})
