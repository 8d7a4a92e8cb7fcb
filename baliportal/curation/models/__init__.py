"""What the desk keeps beside the catalogue."""

from .account_act import AccountAct
from .batch import Batch, BatchLine, Verdict
from .duplicate import Mark, NotTwin, Twin
from .journal_place import JournalPlace
from .official import Official
from .presence import Presence
from .proposal import Proposal
from .quality import Finding
from .recovery_code import RecoveryCode
from .scheduled_move import ScheduledMove
from .sign_in import SignIn
from .web_address import LinkUse, Result, WebAddress

__all__ = [
    "AccountAct",
    "Batch",
    "BatchLine",
    "Finding",
    "JournalPlace",
    "LinkUse",
    "Mark",
    "NotTwin",
    "Official",
    "Presence",
    "Proposal",
    "RecoveryCode",
    "Result",
    "ScheduledMove",
    "SignIn",
    "Twin",
    "Verdict",
    "WebAddress",
]
