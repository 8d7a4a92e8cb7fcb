"""Records as citations: one form in between, CSL's own, from which every program's format is written."""
