"""Writing and reading the history of accounts."""

from .client_address import client_address
from .models import AccountAct


def record(request, account, what, note=""):
    """Write down an act on an account or a group; `request` is None when a command acts.

    Who acts is who is signed in, or the account itself while it is signing in.
    """
    if request is None:
        who, address = "system", None
    else:
        who, address = _name(account if request.user.is_anonymous else request.user), client_address(request)
    return AccountAct.objects.create(
        who=who, what=what, account=key_of(account), whose=_name(account), address=address, note=note
    )


def acts_on(account):
    """The history of one account or group, newest first."""
    return AccountAct.objects.filter(account=key_of(account))


def key_of(account):
    return f"{account._meta.model_name}-{account.pk}"


def _name(account):
    return str(account)[:150]
