"""The history of accounts, for comparison."""

from baliportal.accounts.models import AccountAct


def recorded_acts():
    """[(who did it, what, to whose account)] of all recorded acts, oldest first."""
    return [(act.who, act.what, act.whose) for act in AccountAct.objects.order_by("pk")]
