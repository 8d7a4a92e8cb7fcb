"""Models of the core: entries, vocabularies and the journal."""

from .change import Change, ChangeQuerySet, DeletedRecord, JournalHead
from .country_group import CountryGroup, CountryGroupMembership
from .entry import Entry, EntryQuerySet, FormerAddress, FormerId
from .portal_settings import PortalSettings
from .reader_position import ReaderPosition
from .vocabulary import Country, CountryName, Term, TermName, Topic, TopicName

__all__ = [
    "Change",
    "ChangeQuerySet",
    "Country",
    "CountryGroup",
    "CountryGroupMembership",
    "CountryName",
    "DeletedRecord",
    "Entry",
    "EntryQuerySet",
    "FormerAddress",
    "FormerId",
    "JournalHead",
    "PortalSettings",
    "ReaderPosition",
    "Term",
    "TermName",
    "Topic",
    "TopicName",
]
