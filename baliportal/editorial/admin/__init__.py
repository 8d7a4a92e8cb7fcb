"""The admin of every kind of entry, with editorial features."""

from . import vocabularies  # noqa: F401  Importing registers the admins.
from .curated import CuratedAdmin
from .entries_and_countries import PermittedAnyEntryAdmin, PermittedCountryAdmin
from .feedback import FeedbackAdmin
from .newer_starter_values import NewerStarterValueAdmin
from .proposals import ProposalAdmin
from .schedules import ScheduledMoveAdmin

__all__ = [
    "CuratedAdmin", "FeedbackAdmin", "NewerStarterValueAdmin", "PermittedAnyEntryAdmin", "PermittedCountryAdmin",
    "ProposalAdmin", "ScheduledMoveAdmin",
]  # fmt: skip
