"""Admin classes of the core, and the base classes of every other admin."""

from .activity import ChangeAdmin, DeletedRecordAdmin
from .base import PartInline, RecordedAdmin
from .entries import AnyEntryAdmin, EntryAdmin
from .filters import UsedFilter
from .vocabularies import (
    CountryAdmin,
    CountryGroupAdmin,
    FormerAddressAdmin,
    PortalSettingsAdmin,
    TermAdmin,
    TopicAdmin,
)

__all__ = [
    "AnyEntryAdmin",
    "ChangeAdmin",
    "CountryAdmin",
    "CountryGroupAdmin",
    "DeletedRecordAdmin",
    "EntryAdmin",
    "FormerAddressAdmin",
    "PartInline",
    "PortalSettingsAdmin",
    "RecordedAdmin",
    "TermAdmin",
    "TopicAdmin",
    "UsedFilter",
]
