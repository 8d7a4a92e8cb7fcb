"""Models of treaties, the acts of states on them, what was found of other states, and of territories."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.partial_date_fields import PartialDateField


class Treaty(Entry):
    """A multilateral treaty with a depositary; its `date` is the adoption, its `url` the depositary's page."""

    short_title = models.CharField(max_length=120, blank=True)
    depositary = models.CharField(max_length=200, blank=True)
    in_force_date = PartialDateField("in force")
    as_of = PartialDateField("list of acts complete until")
    as_of_countries = models.ManyToManyField(Country, verbose_name="complete for", blank=True, related_name="+")
    as_of_note = models.TextField("what this rests on", blank=True)

    class Meta:
        verbose_name_plural = "treaties"


class TreatyAction(Part):
    """A state's dated action on a treaty: signature, ratification, accession, succession."""

    class Action(models.TextChoices):
        SIGNATURE = "signature"
        RATIFICATION = "ratification"
        ACCESSION = "accession"
        ACCEPTANCE = "acceptance"
        APPROVAL = "approval"
        SUCCESSION = "succession"
        DENUNCIATION = "denunciation"

    whole = "treaty"

    treaty = models.ForeignKey(Treaty, models.CASCADE, related_name="actions")
    country = models.ForeignKey(Country, models.PROTECT, related_name="treaty_actions")
    action = models.CharField(max_length=12, choices=Action)
    date = PartialDateField()
    in_force_date = PartialDateField("in force for that state")
    reservation_note = models.TextField("reservations and declarations", blank=True)
    source_url = models.URLField("source address", max_length=1000, blank=True)

    class Meta:
        ordering = ["country__name", "date"]
        constraints = [
            models.UniqueConstraint(
                "treaty",
                "country",
                "action",
                "date",
                name="treaty_action_is_recorded_once",
                violation_error_message="This act of the state is recorded already.",
            ),
        ]

    def __str__(self):
        return f"{self.country}: {self.action}"


class TreatyStanding(Part):
    """Standing of a state, looked up on a day, where no dated act tells it: a party, not a party, or unable to join."""

    class State(models.TextChoices):
        PARTY = "party"
        NOT_PARTY = "not-party", "not a party"
        CANNOT_JOIN = "cannot-join", "cannot join"

    whole = "treaty"

    treaty = models.ForeignKey(Treaty, models.CASCADE, related_name="standings")
    country = models.ForeignKey(Country, models.PROTECT, related_name="treaty_standings")
    state = models.CharField(max_length=12, choices=State)
    as_of = PartialDateField("looked up as of")
    note = models.TextField("what this rests on", blank=True)
    source_url = models.URLField("source address", max_length=1000, blank=True)

    class Meta:
        ordering = ["country__name", "as_of"]
        constraints = [
            models.UniqueConstraint(
                "treaty",
                "country",
                "as_of",
                name="treaty_standing_is_recorded_once_a_day",
                violation_error_message="What was found of this state on this day is recorded already.",
            ),
            models.CheckConstraint(
                name="treaty_standing_is_known", condition=Q(state__in=["party", "not-party", "cannot-join"])
            ),
        ]

    def __str__(self):
        return f"{self.country}: {self.get_state_display()}"


class TerritorialApplication(Part):
    """Application of a treaty to a territory for whose relations a state is responsible; "" where not recorded."""

    class Application(models.TextChoices):
        APPLIES = "applies", "applies"
        EXCLUDED = "does-not-apply", "does not apply"

    whole = "treaty"

    treaty = models.ForeignKey(Treaty, models.CASCADE, related_name="territories")
    territory = models.ForeignKey(Country, models.PROTECT, related_name="treaties_applied")
    by = models.ForeignKey(
        Country, models.PROTECT, verbose_name="through", related_name="+", help_text="The state responsible for it."
    )
    application = models.CharField(max_length=16, choices=Application, blank=True)
    since = PartialDateField("since")
    note = models.TextField("what this rests on", blank=True)
    source_url = models.URLField("source address", max_length=1000, blank=True)

    class Meta:
        ordering = ["territory__name", "since"]
        constraints = [
            models.UniqueConstraint(
                "treaty",
                "territory",
                "since",
                name="territorial_application_is_recorded_once_a_day",
                violation_error_message="What applies to this territory since this day is recorded already.",
            ),
            models.CheckConstraint(
                name="territorial_application_is_known", condition=Q(application__in=["", "applies", "does-not-apply"])
            ),
        ]

    def __str__(self):
        return f"{self.territory}: {self.get_application_display() or 'not recorded'}"


class TreatyArticle(Part):
    """An article of a treaty that asks something of states: number, heading, and what it asks in the portal's words."""

    class Subject(models.TextChoices):
        CRIMINALISATION = "criminalisation"
        PROTECTION = "protection"
        COOPERATION = "cooperation"
        OTHER = "other"

    whole = "treaty"

    treaty = models.ForeignKey(Treaty, models.CASCADE, related_name="articles")
    number = models.CharField(max_length=40, help_text="The number of the article, as “5” or “6 bis”.")
    heading = models.CharField(max_length=200, blank=True)
    asks = models.TextField("what it asks", blank=True, help_text="In a sentence or two of our own.")
    subject = models.CharField(max_length=20, choices=Subject, blank=True)

    class Meta:
        ordering = [Length("number"), "number"]  # 5 before 10
        constraints = [models.UniqueConstraint(name="treaty_article_stands_once", fields=["treaty", "number"])]

    def __str__(self):
        return self.number
