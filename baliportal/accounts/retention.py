"""Retention of sign-ins and failed attempts."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.utils import timezone

from .models import SignIn

SIGN_IN_RETENTION = timedelta(days=400)
# Shorter than for sign-ins, because anybody can cause failures without an account.
FAILURE_RETENTION = timedelta(days=90)
# Failed attempts stored at most, however many arrive within their retention.
MAX_FAILURES = 200_000


def delete_old_sign_ins(at=None):
    """Delete sign-ins past their retention and the oldest failures above the limit; returns the number deleted.

    Deletes the attempts that django-axes stores too; these are not counted.
    """
    at = at or timezone.now()
    expired, _ = SignIn.objects.filter(at__lt=at - SIGN_IN_RETENTION).delete()
    failures, _ = SignIn.objects.filter(at__lt=at - FAILURE_RETENTION, success=False).delete()
    AccessAttempt.objects.filter(attempt_time__lt=at - FAILURE_RETENTION).delete()
    return expired + failures + _delete_excess_failures(MAX_FAILURES)


def _delete_excess_failures(limit):
    failures = SignIn.objects.filter(success=False)
    too_old = list(failures.order_by("-at", "-pk").values_list("at", flat=True)[limit : limit + 1])
    return failures.filter(at__lte=too_old[0]).delete()[0] if too_old else 0
