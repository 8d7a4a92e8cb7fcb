"""The sessions of each person: written at the sign-in, kept up to date while they are used, listed and ended."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from ..audit import record_account_act
from ..client_address import client_address
from ..models import AccountAct, OpenSession


def begin(request, user):
    """Store the session that has just been opened; an earlier one of this browser is gone with its key."""
    agent = request.headers.get("User-Agent", "")[:200].replace("\0", "")
    values = {"user": user, "address": client_address(request), "agent": agent}
    OpenSession.objects.update_or_create(key=request.session.session_key, defaults=values)


def touch(request):
    """Store that the session is used. One from before sessions were stored is stored now."""
    if not OpenSession.objects.filter(key=request.session.session_key).update(last_used=timezone.now()):
        begin(request, request.user)


def keep_only(request, former_key):
    """Forget all sessions of the user but that of the request, after a new password, which has ended the others.

    Django has given it another key in place of `former_key`.
    """
    own = request.user.open_sessions
    own.exclude(key=former_key).delete()
    own.filter(key=former_key).update(key=request.session.session_key)


def sessions_of(user, current_key=None):
    """[(OpenSession, True for that of the request)] of a user, last used first."""
    return [(each, each.key == current_key) for each in user.open_sessions.alive()]


def end(request, sessions, *, user):
    """End sessions of a user, among a queryset; their next request finds nobody signed in. Returns how many."""
    with transaction.atomic():
        ended = list(sessions.filter(user=user))
        Session.objects.filter(session_key__in=[each.key for each in ended]).delete()
        sessions.filter(pk__in=[each.pk for each in ended]).delete()
        for each in ended:
            record_account_act(request, user, AccountAct.What.SESSION, f"{str(each)[:1].upper()}{str(each)[1:]}")
    return len(ended)


def end_chosen(request, user):
    """End what a form names: one session by its number, or all but that of the request; returns how many ended."""
    others = OpenSession.objects.alive().exclude(key=request.session.session_key or "")
    if "others" in request.POST:
        return end(request, others, user=user)
    number = request.POST.get("session", "")
    return end(request, OpenSession.objects.alive().filter(pk=number), user=user) if number.isdecimal() else 0


def delete_left_over():
    """Delete rows whose session is over; returns the number deleted."""
    return OpenSession.objects.exclude(pk__in=OpenSession.objects.alive().values("pk")).delete()[0]
