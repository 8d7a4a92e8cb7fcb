"""The tables everything else stands on."""

from .change import Change, ChangeQuerySet, JournalHead
from .entry import Entry, EntryQuerySet, FormerAddress
from .part import Part
from .vocabulary import Country, Topic, TopicName

__all__ = [
    "Change",
    "ChangeQuerySet",
    "Country",
    "Entry",
    "EntryQuerySet",
    "FormerAddress",
    "JournalHead",
    "Part",
    "Topic",
    "TopicName",
]
