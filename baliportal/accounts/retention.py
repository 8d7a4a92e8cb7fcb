"""The list of sign-ins is bounded: old ones are forgotten."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.utils import timezone

from .models import SignIn

SIGN_INS_KEPT = timedelta(days=400)
FAILURES_KEPT = timedelta(days=90)  # anybody can make many of these
MOST = 200_000


def forget_old_sign_ins(at=None):
    """Remove what is old, and the oldest of what is too much; returns how many."""
    at = at or timezone.now()
    gone, _ = SignIn.objects.filter(at__lt=at - SIGN_INS_KEPT).delete()
    failures, _ = SignIn.objects.filter(at__lt=at - FAILURES_KEPT, success=False).delete()
    AccessAttempt.objects.filter(attempt_time__lt=at - FAILURES_KEPT).delete()
    return gone + failures + _forget_above(MOST)


def _forget_above(most):
    failures = SignIn.objects.filter(success=False)
    too_old = list(failures.order_by("-at", "-pk").values_list("at", flat=True)[most : most + 1])
    return failures.filter(at__lte=too_old[0]).delete()[0] if too_old else 0
