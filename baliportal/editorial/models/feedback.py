"""Messages of visitors about a page: what is missing or wrong."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from baliportal.catalogue.models import Entry

MAX_MESSAGE = 4000  # characters, as those of the line below
MAX_SOURCE = 1000
#: How long the code is kept that is made of the sender's network, by which messages of one sender are limited.
KEEP_SENDER = timedelta(days=1)


class FeedbackQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Feedback.State.NEW)

    def with_old_email(self, now=None):
        oldest = (now or timezone.now()) - settings.RETENTION["email_addresses"]
        return self.filter(sent_at__lt=oldest).exclude(email="")

    def with_old_sender(self, now=None):
        return self.filter(sent_at__lt=(now or timezone.now()) - KEEP_SENDER).exclude(sender="")


class Feedback(models.Model):
    """One message. It is closed once, by an editor with an answer, and stays as a trace.

    `token` is that of the form that was sent, so that a form sent twice is one message. `page` is the path of the page
    that it is about, `subject` the public id of the record there, which the message outlives, `fact` the name of an
    expected fact.
    """

    class State(models.TextChoices):
        NEW = "new"
        DONE = "done"
        DISMISSED = "dismissed"

    token = models.CharField(max_length=40, unique=True, editable=False)
    page = models.CharField(max_length=300, editable=False)
    subject = models.CharField(max_length=12, blank=True, editable=False, help_text="Public id of the record there.")
    fact = models.CharField(max_length=40, blank=True, editable=False)
    message = models.TextField(editable=False)
    source = models.CharField("where it can be read", max_length=MAX_SOURCE, blank=True, editable=False)
    email = models.EmailField("e-mail address", blank=True, editable=False)
    sender = models.CharField(max_length=16, blank=True, editable=False, help_text="A code that is kept for a day.")
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    answer = models.TextField("what was done, or why nothing", blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.CharField(max_length=150, blank=True, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        default_permissions = ("view", "change")
        verbose_name = "message of a visitor"
        verbose_name_plural = "messages of visitors"
        indexes = [
            models.Index(fields=["-sent_at"], name="feedback_newest"),
            models.Index(fields=["sender", "sent_at"], name="feedback_of_sender", condition=~Q(sender="")),
        ]
        constraints = [
            models.CheckConstraint(name="feedback_says_something", condition=~Q(message="")),
            models.CheckConstraint(
                name="feedback_closed_says_who_and_when",
                condition=Q(state="new", closed_at=None, closed_by="")
                | (Q(state__in=["done", "dismissed"], closed_at__isnull=False) & ~Q(closed_by="")),
            ),
        ]

    def __str__(self):
        return f"About {self.page}, {self.sent_at:%d %B %Y}"

    @property
    def entry(self):
        """The record that it is about, or the one into which that was merged; None where there is none."""
        ids = Q(public_id=self.subject) | Q(former_ids__public_id=self.subject)
        return Entry.objects.filter(ids).first() if self.subject else None

    def close(self, *, by, state, answer):
        """Close the message, or correct how it was closed; NEW opens it again."""
        closed = state != self.State.NEW
        self.state, self.answer = state, answer
        self.closed_at, self.closed_by = (timezone.now(), by.get_username()) if closed else (None, "")
        self.save(update_fields=["state", "answer", "closed_at", "closed_by"])
