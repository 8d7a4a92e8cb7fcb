"""Delivery of queued notices, at least once: a process killed between sending and storing the outcome sends again."""

import logging
from smtplib import SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone

from .models import Notice

log = logging.getLogger(__name__)
CHUNK = 100  # Notices read from the database at a time.


def send_pending(now=None):
    """Send each pending notice by e-mail, over one connection; returns (number sent, number still pending).

    Without `EMAIL_HOST` nothing is sent. A notice that is refused is tried again by the next call.
    """
    now = now or timezone.now()
    pending = list(Notice.objects.pending(now).deliverable().values_list("pk", flat=True))
    sent = 0
    if pending and settings.EMAIL_HOST:
        try:
            with get_connection() as connection:
                for notice in _iter_notices(pending):
                    sent += _send(notice, connection, now)
        except OSError as problem:  # The server cannot be reached or has hung up; the rest is sent by the next call.
            log.warning("Notices could not be sent: %s", problem)
    return sent, len(pending) - sent


def delete_expired(now=None):
    """Delete notices that were sent or given up long ago; returns the number deleted."""
    return Notice.objects.expired(now).delete()[0]


def _iter_notices(pks):
    for start in range(0, len(pks), CHUNK):
        notices = Notice.objects.select_related("recipient").filter(sent_at=None).in_bulk(pks[start : start + CHUNK])
        yield from (notices[pk] for pk in pks[start : start + CHUNK] if pk in notices)


def _send(notice, connection, now):
    """Send one notice and store the outcome; returns True if it was sent. Raises OSError if the connection is lost."""
    message = EmailMessage(notice.subject, notice.body, settings.DEFAULT_FROM_EMAIL, [notice.recipient.email])
    try:
        connection.send_messages([message])
    except (OSError, ValueError) as problem:
        _store_outcome(notice, last_error=f"{type(problem).__name__}: {problem}"[:1000])
        if not _is_refusal(problem):
            raise
        # The address is personal data and stays out of the log.
        log.warning("Notice %s was refused: %s", notice.pk, type(problem).__name__)
        return False
    _store_outcome(notice, sent_at=now, last_error="")
    return True


def _store_outcome(notice, **values):
    Notice.objects.filter(pk=notice.pk).update(attempts=F("attempts") + 1, **values)


def _is_refusal(problem):
    """Return True if only this message was refused, so that the same connection can send the others."""
    return isinstance(problem, SMTPException | ValueError) and not isinstance(problem, SMTPServerDisconnected)
