"""The admin of every kind of entry, with everything that the desk adds to it."""

from .curated import CuratedAdmin
from .everything import EveryEntryAdmin

__all__ = ["CuratedAdmin", "EveryEntryAdmin"]
