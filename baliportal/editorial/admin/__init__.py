"""The admin of every kind of entry, with editorial features."""

from . import vocabularies  # noqa: F401  registers
from .curated import CuratedAdmin
from .everything import PermittedAnyEntryAdmin, PermittedCountryAdmin
from .proposals import ProposalAdmin
from .schedules import ScheduledMoveAdmin

__all__ = ["CuratedAdmin", "PermittedAnyEntryAdmin", "PermittedCountryAdmin", "ProposalAdmin", "ScheduledMoveAdmin"]
