"""What the desk keeps beside the catalogue."""

from .account_act import AccountAct
from .batch import Batch, BatchLine, Verdict
from .official import Official
from .proposal import Proposal
from .scheduled_move import ScheduledMove
from .sign_in import SignIn

__all__ = [
    "AccountAct",
    "Batch",
    "BatchLine",
    "Official",
    "Proposal",
    "ScheduledMove",
    "SignIn",
    "Verdict",
]
