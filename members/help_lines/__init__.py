"""Help lines: the kind, its place on pages of members, and /help/, the page for a person in danger."""
