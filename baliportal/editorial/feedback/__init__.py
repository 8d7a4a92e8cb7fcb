"""Tell us: the public form by which anybody tells the editors what is missing or wrong."""
