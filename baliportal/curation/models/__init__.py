"""What the desk keeps beside the catalogue."""

from .account_act import AccountAct
from .batch import Batch, BatchLine, Verdict
from .journal_place import JournalPlace
from .official import Official
from .presence import Presence
from .proposal import Proposal
from .scheduled_move import ScheduledMove
from .sign_in import SignIn
from .web_address import LinkUse, Result, WebAddress

__all__ = [
    "AccountAct",
    "Batch",
    "BatchLine",
    "JournalPlace",
    "LinkUse",
    "Official",
    "Presence",
    "Proposal",
    "Result",
    "ScheduledMove",
    "SignIn",
    "Verdict",
    "WebAddress",
]
