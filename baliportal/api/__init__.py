"""Outlets for programs: feeds."""
