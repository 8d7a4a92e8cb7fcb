"""The tables of editorial work."""

from .feedback import Feedback
from .newer_starter_value import NewerStarterValue
from .presence import Presence
from .proposal import Proposal
from .scheduled_move import ScheduledMove

__all__ = ["Feedback", "NewerStarterValue", "Presence", "Proposal", "ScheduledMove"]
