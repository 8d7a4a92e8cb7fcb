from django.db import models
from django.utils import timezone


class MatchKey(models.Model):
    """Match key of a record: hash of a folded title, a number, an address, the fingerprint of a file or of its text.

    Derived from the journal like a Finding. `traits` are the values that can contradict a match.
    """

    subject = models.CharField(max_length=12)
    reason = models.CharField(max_length=12)
    value = models.CharField(max_length=64, help_text="SHA-256 of kind, reason and what is alike.")
    traits = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="mark_stands_once", fields=["subject", "value"])]
        indexes = [models.Index(fields=["value", "subject"], name="mark_by_value")]

    def __str__(self):
        return f"{self.subject}: {self.reason}"


class DuplicateCandidate(models.Model):
    """Two entries that may be the same thing; `one` has the smaller public id. Derived from the journal."""

    one = models.CharField(max_length=12)
    other = models.CharField(max_length=12)
    reason = models.CharField(max_length=12)
    value = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="twin_stands_once", fields=["one", "other", "value"])]
        indexes = [
            models.Index(fields=["other"], name="twin_by_other"),
            models.Index(fields=["value"], name="twin_by_value"),
        ]

    def __str__(self):
        return f"{self.one} and {self.other}: {self.reason}"


class NotDuplicate(models.Model):
    """A person's decision that two entries are not the same thing; `one` has the smaller public id."""

    one = models.CharField(max_length=12)
    other = models.CharField(max_length=12)
    who = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="not_twin_is_said_once", fields=["one", "other"])]

    def __str__(self):
        return f"{self.one} is not {self.other}, says {self.who}"
