"""Imports and bulk edits in the admin."""

from .batches import BatchAdmin
from .spreadsheets import SpreadsheetAdmin

__all__ = ["BatchAdmin", "SpreadsheetAdmin"]
