"""What the desk keeps beside the catalogue."""

from .batch import Batch, BatchLine, Verdict
from .official import Official
from .proposal import Proposal
from .scheduled_move import ScheduledMove

__all__ = [
    "Batch",
    "BatchLine",
    "Official",
    "Proposal",
    "ScheduledMove",
    "Verdict",
]
