"""Reports on the freshness, gaps and findings of records of every kind."""

from .findings import DATA_QUALITY
from .freshness import FRESHNESS
from .gap_counts import GAP_COUNTS
from .gaps import GAPS

__all__ = ["DATA_QUALITY", "FRESHNESS", "GAPS", "GAP_COUNTS"]
