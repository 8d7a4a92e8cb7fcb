"""Staff reports on editorial work: changes, who did how much, and waiting times."""

from .activity import EDITORIAL_ACTIVITY
from .changes import CHANGES_BETWEEN
from .waiting import WAITING_TIMES

__all__ = ["CHANGES_BETWEEN", "EDITORIAL_ACTIVITY", "WAITING_TIMES"]
