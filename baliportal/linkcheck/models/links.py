import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst

from baliportal.catalogue.models import Entry, JournalHead

#: Consecutive failures, and distinct days with a failure, after which a link counts as broken. Both are required,
#: because a server may be down for one day while it is checked often.
DAYS_UNTIL_BROKEN = 3


class Result(models.TextChoices):
    """Result of the last check of an address."""

    UNCHECKED = "unchecked", "not checked yet"
    OK = "ok", "works"
    MOVED = "moved", "moved for good"
    FORBIDDEN = "forbidden", "cannot tell: the server refuses us"
    ROBOTS = "robots", "cannot tell: robots.txt asks us to stay away"
    CERTIFICATE = "certificate", "certificate not trusted"
    SLOW = "slow", "no answer in time"
    FAILING = "failing", "the server fails"
    DEAD = "dead", "gone"
    PRIVATE = "private", "not a public address"
    UNUSABLE = "unusable", "not an address that can be opened"


FAILURES = (Result.SLOW, Result.FAILING, Result.DEAD, Result.PRIVATE, Result.UNUSABLE)
CANNOT_TELL = (Result.FORBIDDEN, Result.ROBOTS, Result.CERTIFICATE)


class WebAddressQuerySet(models.QuerySet):
    """Addresses that are due for a check or broken."""

    def due(self, at=None):
        return self.filter(due_at__lte=at or timezone.now())

    def broken(self):
        """Filter to addresses that failed several times in a row, on several days."""
        return self.filter(result__in=FAILURES, failures__gte=DAYS_UNTIL_BROKEN, failing_days__gte=DAYS_UNTIL_BROKEN)


class WebAddress(models.Model):
    """An external address with the result of its last check; one row, however many records name it."""

    key = models.CharField(max_length=64, unique=True, editable=False)  # Not every database can index 1000 characters.
    address = models.CharField(max_length=1000)
    host = models.CharField(max_length=255, blank=True)
    result = models.CharField(max_length=12, choices=Result, default=Result.UNCHECKED)
    status_code = models.PositiveSmallIntegerField("HTTP status", null=True)
    leads_to = models.CharField(max_length=2000, blank=True)
    note = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField("checked", null=True)
    due_at = models.DateTimeField("next check", default=timezone.now)
    failures = models.PositiveIntegerField("failures in a row", default=0)
    failing_days = models.PositiveIntegerField("days on which it failed", default=0)
    failing_since = models.DateTimeField(null=True)
    fine_by = models.CharField("marked as fine by", max_length=150, blank=True)
    fine_at = models.DateTimeField("marked as fine", null=True)

    objects = WebAddressQuerySet.as_manager()

    class Meta:
        ordering = ["host", "address"]
        default_permissions = ("view", "change")
        verbose_name = "link"
        indexes = [
            models.Index(fields=["due_at"], name="web_address_due"),
            models.Index(fields=["host", "address"], name="web_address_host"),
            models.Index(fields=["result"], name="web_address_result"),
        ]

    def __str__(self):
        return self.address

    @classmethod
    def new(cls, address):
        return cls(key=key_of(address), address=address, host=host_of(address))

    @property
    def is_broken(self):
        return self.result in FAILURES and min(self.failures, self.failing_days) >= DAYS_UNTIL_BROKEN

    @property
    def result_text(self):
        """Result of the last check as a phrase, with the HTTP status and the note if there are any."""
        status = f" (HTTP {self.status_code})" if self.status_code else ""
        note = f". {self.note}" if self.note else ""
        return f"{capfirst(self.get_result_display())}{status}{note}"

    def apply_check(self, check, at):
        """Store a CheckResult of the time `at` and set when the next check is due."""
        before = self._public_state
        if check.result in FAILURES:
            self._count_failure(at)
        elif check.result not in CANNOT_TELL:  # An unclear result neither counts as a failure nor ends a run of them.
            self.failures, self.failing_days, self.failing_since = 0, 0, None
        self.result, self.status_code = check.result, check.status
        self.leads_to, self.note = check.leads_to[:2000], check.note[:300]
        self.checked_at, self.due_at = at, at + self._interval()
        self._save_and_invalidate(before)

    def _count_failure(self, at):
        again_today = self.failures and self.checked_at and self.checked_at.date() == at.date()
        self.failing_since = self.failing_since or at
        self.failures += 1
        self.failing_days += not again_today

    def mark_fine(self, *, by, at=None):
        """Record that a person found the link to work: clear its failures and check again in half a year."""
        at, before = at or timezone.now(), self._public_state
        self.result, self.status_code, self.note = Result.OK, None, "Looked at by a person"
        self.failures, self.failing_days, self.failing_since = 0, 0, None
        self.fine_by, self.fine_at, self.due_at = by.get_username(), at, at + timedelta(days=180)
        self._save_and_invalidate(before)

    @property
    def _public_state(self):
        """State that public pages of the records show: since when the link is broken, or False."""
        return self.is_broken and self.failing_since

    def _save_and_invalidate(self, before):
        """Save, and move the public number if public pages now show another state than `before`."""
        with transaction.atomic():
            self.save()
            if self._public_state != before and self.uses.filter(entry__in=Entry.objects.published()).exists():
                JournalHead.move_public()

    def _interval(self):
        """Return the time until the next check: short after a failure, else weeks, spread over several days."""
        if self.result in FAILURES:
            return timedelta(days=7) if self.is_broken else timedelta(hours=20)
        days = 14 if self.result in CANNOT_TELL else 30
        return timedelta(days=days * (0.8 + int(self.key[:4], 16) / 0xFFFF * 0.4))


class LinkUse(models.Model):
    """Use of an address by an entry; `column` is the label of the field that holds it."""

    address = models.ForeignKey(WebAddress, models.CASCADE, related_name="uses")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="link_uses")
    column = models.CharField(max_length=60)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="link_use_stands_once", fields=["address", "entry", "column"])]

    def __str__(self):
        return f"what the check of its address “{self.column}” found"


def key_of(address):
    """Return the SHA-256 of an address in hexadecimal."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def host_of(address):
    """Return the host of an address in lower case, or '' if it cannot be parsed."""
    try:
        return (urlsplit(address).hostname or "")[:255]
    except ValueError:
        return ""
