"""The tables everything else stands on."""

from .change import Change, ChangeQuerySet, DeletedRecord, JournalHead
from .entry import Entry, EntryQuerySet, FormerAddress, FormerId
from .vocabulary import Country, CountryName, Term, TermName, Topic, TopicName

__all__ = [
    "Change",
    "ChangeQuerySet",
    "Country",
    "CountryName",
    "DeletedRecord",
    "Entry",
    "EntryQuerySet",
    "FormerAddress",
    "FormerId",
    "JournalHead",
    "Term",
    "TermName",
    "Topic",
    "TopicName",
]
