"""What a good record has: checks as data, what they found, and which of them keep a record from being published."""
