"""The reports on records of every kind: themes over time, how fresh the records are, and what they lack."""

from baliportal.reports.themes_over_time import THEMES_OVER_TIME

from .freshness import FRESHNESS
from .gap_counts import GAP_COUNTS
from .gaps import GAPS

__all__ = ["FRESHNESS", "GAPS", "GAP_COUNTS", "THEMES_OVER_TIME"]
