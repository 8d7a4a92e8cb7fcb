"""Commitments: what a document or meeting of the process asks of whom, and what followed."""
