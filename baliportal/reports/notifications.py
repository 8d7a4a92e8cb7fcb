"""Notices to those who follow a saved report that it was made: a link, and no file."""

from django.urls import reverse

from baliportal.notices.outbox import queue

from .permissions import base_of
from .registry import may_see, report_called


def queue_notices(kept):
    """Queue a notice to each follower who may see the report, inside the transaction in which it was made."""
    report = report_called(kept.saved.report)
    for follower in kept.saved.followers.filter(is_active=True).exclude(email=""):
        if may_see(follower, report):
            queue(to=follower, subject=f"Report: {kept.saved.name}", body=_body(kept, report), key=f"report:{kept.pk}")


def _body(kept, report):
    page = f"{base_of(kept.saved)}{reverse('admin:reports_savedreport_change', args=[kept.saved_id])}"
    changes = f"Since the one before: {kept.added} added, {kept.removed} removed, {kept.changed} changed."
    lines = [
        report.question, "", f"Made on {kept.made_at:%d %B %Y at %H:%M} UTC: {kept.rows:,} rows.",
        *([changes] if kept.added is not None else []), "", f"To read and to take away: {page}", "",
        "You are told because you follow this saved report; its page has a button that ends that.",
    ]  # fmt: skip
    return "\n".join(lines)
