"""What the desk keeps beside the catalogue."""

from .official import Official
from .proposal import Proposal
from .scheduled_move import ScheduledMove

__all__ = ["Official", "Proposal", "ScheduledMove"]
