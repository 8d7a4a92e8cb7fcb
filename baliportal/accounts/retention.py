"""Retention of sign-ins and failed attempts."""

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone

from .models import SignIn

# Failed attempts stored at most, however many arrive within their retention.
MAX_FAILURES = 200_000


def delete_old_sign_ins(at=None):
    """Delete sign-ins past their retention and the oldest failures above the limit; returns the number deleted.

    Deletes the attempts that django-axes stores too; these are not counted.
    """
    at = at or timezone.now()
    expired, _ = SignIn.objects.filter(at__lt=at - settings.RETENTION["sign_ins"]).delete()
    oldest_failure = at - settings.RETENTION["failed_sign_ins"]
    failures, _ = SignIn.objects.filter(at__lt=oldest_failure, success=False).delete()
    AccessAttempt.objects.filter(attempt_time__lt=oldest_failure).delete()
    return expired + failures + _delete_excess_failures(MAX_FAILURES)


def _delete_excess_failures(limit):
    failures = SignIn.objects.filter(success=False)
    too_old = list(failures.order_by("-at", "-pk").values_list("at", flat=True)[limit : limit + 1])
    return failures.filter(at__lte=too_old[0]).delete()[0] if too_old else 0
