"""The tables of editorial work."""

from .feedback import Feedback
from .presence import Presence
from .proposal import Proposal
from .scheduled_move import ScheduledMove

__all__ = ["Feedback", "Presence", "Proposal", "ScheduledMove"]
