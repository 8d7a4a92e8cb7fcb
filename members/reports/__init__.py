"""The reports on members, organisations and systems."""

from .members import MEMBERS
from .organisations import ORGANISATIONS
from .systems import SYSTEM_PARTICIPATION

__all__ = ["MEMBERS", "ORGANISATIONS", "SYSTEM_PARTICIPATION"]
