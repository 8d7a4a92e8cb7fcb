"""The state of archiving of an address: what the last attempt found, and which bytes were taken when."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

#: Time until a document is asked for again after it was taken or refused, and at most after failures in a row.
ASK_AGAIN_AFTER, LONGEST_RETRY = timedelta(days=90), timedelta(days=30)


class State(models.TextChoices):
    """Outcome of the last attempt to take a copy."""

    KEPT = "kept", "copy kept"
    WEB_PAGE = "web-page", "a web page, not a document"
    NOT_ALLOWED = "not-allowed", "its site asks for no copy"
    REFUSED = "refused", "not accepted as a file"
    FAILED = "failed", "not taken this time"


class ArchivedCopy(models.Model):
    """The newest copy of the document at an address. The bytes are kept as files of the records that name it.

    `sha256` names the bytes that are kept, `fetched_sha256` those that the server sent, before private data was removed
    from them: the same bytes are not taken a second time. Both outlive later attempts that fail.
    """

    address = models.OneToOneField("linkcheck.WebAddress", models.CASCADE, related_name="copy")
    state = models.CharField(max_length=12, choices=State, default=State.FAILED)
    note = models.CharField("reason", max_length=300, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    original = models.CharField("SHA-256 of the original", max_length=64, blank=True)
    fetched_sha256 = models.CharField("SHA-256 as sent", max_length=64, blank=True)
    name = models.CharField("file name", max_length=200, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    taken_at = models.DateTimeField("taken", null=True)
    tried_at = models.DateTimeField("last attempt", null=True)
    due_at = models.DateTimeField("next attempt", default=timezone.now)
    failures = models.PositiveIntegerField("failures in a row", default=0)

    class Meta:
        ordering = ["-tried_at", "-pk"]
        default_permissions = ("view", "change")
        verbose_name_plural = "archived copies"
        indexes = [models.Index(fields=["due_at"], name="archived_copy_due")]

    def __str__(self):
        return f"copy of {self.address}"

    def forget_content(self):
        """Forget which bytes were taken, so that the document is asked for as if for the first time."""
        self.sha256 = self.original = self.fetched_sha256 = self.etag = self.last_modified = ""

    def apply(self, state, note="", at=None):
        """Set the outcome of an attempt at the time `at`, and when the next is due; the caller saves."""
        self.state, self.note, self.tried_at = state, note[:300], at or timezone.now()
        self.failures = self.failures + 1 if state == State.FAILED else 0
        retry = min(timedelta(days=2 ** min(self.failures, 10) // 2), LONGEST_RETRY)
        self.due_at = self.tried_at + (retry if self.failures else ASK_AGAIN_AFTER)
