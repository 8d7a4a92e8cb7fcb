"""The model of coverage checks, which `models` takes in."""

from django.db import models
from django.db.models import Q

from baliportal.catalogue.journal.audited_models import AuditedRoot
from baliportal.catalogue.models import Country, Topic


class CoverageCheck(AuditedRoot):
    """The state of knowledge of one country and theme: recorded, confirmed to be none, disputed or not checked."""

    class State(models.TextChoices):
        RECORDED = "recorded"
        CONFIRMED_NONE = "confirmed-none", "confirmed: none"
        NOT_CHECKED = "not-checked", "not checked"
        DISPUTED = "disputed"

    country = models.ForeignKey(Country, models.PROTECT, related_name="coverage_checks")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="coverage_checks", verbose_name="theme")
    of = models.CharField(
        "of what", max_length=80, default="law",
        help_text="The kind of record looked for, as “law”, or a treaty and its article, as “tip-protocol/5”.",
    )  # fmt: skip
    state = models.CharField(max_length=16, choices=State, default=State.NOT_CHECKED)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField("checked by (role)", max_length=120, blank=True)
    source_url = models.URLField("source address", max_length=1000, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["country__name", "topic__label"]
        constraints = [
            models.UniqueConstraint(name="coverage_is_stated_once", fields=["country", "topic", "of"]),
            models.CheckConstraint(
                name="confirmed_none_says_who_and_when",
                condition=~Q(state="confirmed-none") | (Q(checked_on__isnull=False) & ~Q(checked_by="")),
                violation_error_message="That there is none must say who confirmed it and when.",
            ),
        ]

    def __str__(self):
        return f"{self.country}, {self.topic}: {self.get_state_display()}"


def coverage_state(laws: int, check_state: str) -> str:
    """Return the state to show for a number of published laws and the state of a check ("" for none).

    "disputed" comes first, then "recorded" where a law is published. A check that says "recorded" where no law is
    published counts as not checked: the law may be a draft.
    """
    states = CoverageCheck.State
    if check_state == states.DISPUTED:
        return states.DISPUTED.value
    if laws:
        return states.RECORDED.value
    return states.CONFIRMED_NONE.value if check_state == states.CONFIRMED_NONE else states.NOT_CHECKED.value
