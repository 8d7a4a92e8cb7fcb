"""Telling those who follow a saved report that it was made: by e-mail, with a link and no file.

Whoever is told is told at least once: a process that is killed between sending and noting it sends again.
"""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone

from .models import KeptReport
from .permissions import base_of
from .registry import may_see, report_called

log = logging.getLogger(__name__)
FORGOTTEN = timedelta(days=7)  # what nobody could be told of for so long is no news


def tell_followers(now=None):
    """Send what is to be sent; (how many messages went out, how many kept reports could not be told of)."""
    now, sent, failed = now or timezone.now(), 0, 0
    waiting = KeptReport.objects.filter(told_at=None, made_at__gte=now - FORGOTTEN).select_related("saved")
    if not settings.EMAIL_HOST:
        return 0, waiting.filter(saved__followers__isnull=False).distinct().count()
    for kept in waiting.order_by("made_at", "pk"):
        try:
            sent += _tell(kept)
            KeptReport.objects.filter(pk=kept.pk).update(told_at=now)
        except OSError as problem:  # a mail server that cannot be reached, or refuses
            failed += 1
            log.warning("Nobody was told of the report “%s”: %s", kept.saved, problem)
    return sent, failed


def _tell(kept):
    wanted = report_called(kept.saved.report)
    people = kept.saved.followers.filter(is_active=True).exclude(email="")
    addresses = [person.email for person in people if wanted and may_see(person, wanted)]
    subject = f"Report: {' '.join(kept.saved.name.split())}"  # a line end in it would be refused as a header
    messages = [
        EmailMessage(subject, _words(kept, wanted), settings.DEFAULT_FROM_EMAIL, [address]) for address in addresses
    ]
    return _sent(messages)


def _sent(messages):
    """How many went out. One whose address is refused does not keep the others from being told; all are an error."""
    sent, refused = 0, None
    with get_connection() as mail_server:
        for message in messages:
            try:
                sent += mail_server.send_messages([message]) or 0
            except SMTPRecipientsRefused as problem:
                refused = problem
                log.warning("The mail server refuses an address of somebody who follows a report.")
    if refused and not sent:
        raise refused
    return sent


def _words(kept, wanted):
    page = f"{base_of(kept.saved)}{reverse('admin:reports_savedreport_change', args=[kept.saved_id])}"
    changes = f"Since the one before: {kept.added} added, {kept.removed} removed, {kept.changed} changed."
    lines = [
        wanted.question, "", f"Made on {kept.made_at:%d %B %Y at %H:%M} UTC: {kept.rows:,} rows.",
        *([changes] if kept.added is not None else []), "", f"To read and to take away: {page}", "",
        "You are told because you follow this saved report; its page has a button that ends that.",
    ]  # fmt: skip
    return "\n".join(lines)
