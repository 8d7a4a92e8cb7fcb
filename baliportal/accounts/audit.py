"""The account history: writing and reading it."""

from .client_address import client_address
from .models import AccountAct
from .security_notices import queue_notice


def record_account_act(request, account, what, note=""):
    """Record an activity on a user or a group in the account history, and mail the owner of what weakens or changes it.

    Call it in the transaction of the activity. Returns the `AccountAct`.

    The actor is the signed-in user, the account itself while it is signing in, or "system" where `request` is None
    (a management command).
    """
    if request is None:
        who, address = "system", None
    else:
        who, address = _display_name(account if request.user.is_anonymous else request.user), client_address(request)
    act = AccountAct.objects.create(
        who=who, what=what, account=account_key(account), whose=_display_name(account), address=address, note=note
    )
    queue_notice(act, account)
    return act


def account_acts(account):
    """The history of one user or group, newest first."""
    return AccountAct.objects.filter(account=account_key(account))


def account_key(account):
    return f"{account._meta.model_name}-{account.pk}"


def _display_name(account):
    return str(account)[:150]
