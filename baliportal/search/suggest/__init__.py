"""Autocomplete."""
