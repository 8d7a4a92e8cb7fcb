"""The tables of quality checks and duplicate candidates."""

from .duplicate import DuplicateCandidate, MatchKey, NotDuplicate
from .finding import Finding

__all__ = ["DuplicateCandidate", "Finding", "MatchKey", "NotDuplicate"]
