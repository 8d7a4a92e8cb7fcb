"""Backups: sets of database, files, kept reports and settings in a directory, and how they are restored."""
