"""Spelling correction and out-of-vocabulary words."""
