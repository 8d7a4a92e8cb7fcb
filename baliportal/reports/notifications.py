"""Notices to the followers of a saved report that it was made, with a link and no attachment."""

from django.urls import reverse

from baliportal.notices.outbox import queue

from .permissions import base_url
from .registry import find_report, may_see


def queue_notices(kept_report):
    """Queue a notice to each follower who may see the report; call it in the transaction that saves the kept report."""
    report = find_report(kept_report.saved.report)
    for follower in kept_report.saved.followers.filter(is_active=True).exclude(email=""):
        if may_see(follower, report):
            subject, key = f"Report: {kept_report.saved.name}", f"report:{kept_report.pk}"
            queue(to=follower, subject=subject, body=_body(kept_report, report), key=key)


def _body(kept_report, report):
    page = f"{base_url(kept_report.saved)}{reverse('admin:reports_savedreport_change', args=[kept_report.saved_id])}"
    counts = f"{kept_report.added} added, {kept_report.removed} removed, {kept_report.changed} changed"
    changes = f"Since the one before: {counts}."
    lines = [
        report.question, "", f"Made on {kept_report.made_at:%d %B %Y at %H:%M} UTC: {kept_report.rows:,} rows.",
        *([changes] if kept_report.added is not None else []), "", f"To read and to take away: {page}", "",
        "You are told because you follow this saved report; its page has a button that ends that.",
    ]  # fmt: skip
    return "\n".join(lines)
