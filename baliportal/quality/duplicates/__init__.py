"""Duplicate detection (record linkage): match keys, candidate pairs and similar titles."""
