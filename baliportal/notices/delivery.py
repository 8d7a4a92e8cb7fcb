"""Sending what stands in the outbox, at least once: a process killed between sending and noting it sends again."""

import logging
from smtplib import SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone

from .models import Notice

log = logging.getLogger(__name__)
CHUNK = 100  # notices read at a time


def send_pending(now=None):
    """Send each pending notice by e-mail, over one connection; returns (how many were sent, how many still wait).

    Without a mail server nothing is tried. A notice that is refused is tried again by the next call.
    """
    now = now or timezone.now()
    waiting = list(Notice.objects.pending(now).deliverable().values_list("pk", flat=True))
    sent = 0
    if waiting and settings.EMAIL_HOST:
        try:
            with get_connection() as connection:
                for notice in _notices(waiting):
                    sent += _send(notice, connection, now)
        except OSError as problem:  # the server cannot be reached, or has hung up: the rest waits for the next call
            log.warning("Notices could not be sent: %s", problem)
    return sent, len(waiting) - sent


def delete_expired(now=None):
    """Delete notices 90 days after they were sent or given up; returns how many."""
    return Notice.objects.expired(now).delete()[0]


def _notices(pks):
    for start in range(0, len(pks), CHUNK):
        found = Notice.objects.select_related("recipient").filter(sent_at=None).in_bulk(pks[start : start + CHUNK])
        yield from (found[pk] for pk in pks[start : start + CHUNK] if pk in found)


def _send(notice, connection, now):
    """Send one notice and note the outcome; returns whether it was sent. OSError where the connection is lost."""
    message = EmailMessage(notice.subject, notice.body, settings.DEFAULT_FROM_EMAIL, [notice.recipient.email])
    try:
        connection.send_messages([message])
    except (OSError, ValueError) as problem:
        _note(notice, last_error=f"{type(problem).__name__}: {problem}"[:1000])
        if not _is_refusal(problem):
            raise
        log.warning("Notice %s was refused: %s", notice.pk, type(problem).__name__)  # no address in the log
        return False
    _note(notice, sent_at=now, last_error="")
    return True


def _note(notice, **values):
    Notice.objects.filter(pk=notice.pk).update(attempts=F("attempts") + 1, **values)


def _is_refusal(problem):
    """Whether only this message or its address is at fault, so that the same connection can send the others."""
    return isinstance(problem, SMTPException | ValueError) and not isinstance(problem, SMTPServerDisconnected)
