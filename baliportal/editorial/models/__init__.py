"""What the desk keeps beside the catalogue."""

from baliportal.accounts.models.account_act import AccountAct
from baliportal.accounts.models.official import Official
from baliportal.accounts.models.recovery_code import RecoveryCode
from baliportal.accounts.models.sign_in import SignIn
from baliportal.catalogue.models.reader_position import ReaderPosition
from baliportal.imports.models import Batch, BatchLine, Verdict
from baliportal.linkcheck.models import LinkUse, Result, WebAddress
from baliportal.quality.models.duplicate import DuplicateCandidate, MatchKey, NotDuplicate
from baliportal.quality.models.finding import Finding

from .presence import Presence
from .proposal import Proposal
from .scheduled_move import ScheduledMove

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
