"""Meetings and their series."""
