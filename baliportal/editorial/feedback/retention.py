"""Deletion of what messages of visitors hold of their senders, for housekeeping."""

from ..models import Feedback


def forget_senders():
    """Delete old e-mail addresses and codes of senders; return the number of addresses."""
    Feedback.objects.with_old_sender().update(sender="")
    return Feedback.objects.with_old_email().update(email="")
