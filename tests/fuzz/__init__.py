"""Mutated input to the readers of what strangers send, by hand: python -m tests.fuzz SECONDS."""
