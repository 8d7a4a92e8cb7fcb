"""The tables of editorial work."""

from .presence import Presence
from .proposal import Proposal
from .scheduled_move import ScheduledMove

__all__ = ["Presence", "Proposal", "ScheduledMove"]
