"""The admin of every kind of entry, with everything that the desk adds to it."""

from baliportal.accounts.admin.account_history import AccountActAdmin
from baliportal.accounts.admin.accounts import AccountAdmin, RoleAdmin
from baliportal.accounts.admin.sign_ins import SignInAdmin
from baliportal.exports.admin import ExportAdmin
from baliportal.imports.admin.batches import BatchAdmin
from baliportal.imports.admin.spreadsheets import SpreadsheetAdmin
from baliportal.linkcheck.admin import WebAddressAdmin

from . import vocabularies  # noqa: F401  registers
from .curated import CuratedAdmin
from .everything import PermittedAnyEntryAdmin, PermittedCountryAdmin
from .proposals import ProposalAdmin
from .schedules import ScheduledMoveAdmin

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
