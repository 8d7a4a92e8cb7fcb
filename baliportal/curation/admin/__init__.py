"""The admin of every kind of entry, with everything that the desk adds to it."""

from .accounts import AccountAdmin
from .curated import CuratedAdmin
from .everything import PermittedAnyEntryAdmin, PermittedCountryAdmin
from .proposals import ProposalAdmin
from .schedules import ScheduledMoveAdmin

__all__ = [
    "AccountAdmin",
    "CuratedAdmin",
    "PermittedAnyEntryAdmin",
    "PermittedCountryAdmin",
    "ProposalAdmin",
    "ScheduledMoveAdmin",
]
