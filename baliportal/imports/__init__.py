"""Spreadsheet imports and bulk edits: previewed, written and undone as one batch."""
