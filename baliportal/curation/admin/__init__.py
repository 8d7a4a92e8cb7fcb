"""The admin of every kind of entry, with everything that the desk adds to it."""

from . import vocabularies  # noqa: F401  registers
from .account_history import AccountActAdmin
from .accounts import AccountAdmin, RoleAdmin
from .batches import BatchAdmin
from .curated import CuratedAdmin
from .everything import PermittedAnyEntryAdmin, PermittedCountryAdmin
from .exports import ExportAdmin
from .links import WebAddressAdmin
from .proposals import ProposalAdmin
from .schedules import ScheduledMoveAdmin
from .sign_ins import SignInAdmin
from .spreadsheets import SpreadsheetAdmin

__all__ = [
    "AccountActAdmin",
    "AccountAdmin",
    "BatchAdmin",
    "CuratedAdmin",
    "ExportAdmin",
    "PermittedAnyEntryAdmin",
    "PermittedCountryAdmin",
    "ProposalAdmin",
    "RoleAdmin",
    "ScheduledMoveAdmin",
    "SignInAdmin",
    "SpreadsheetAdmin",
    "WebAddressAdmin",
]
