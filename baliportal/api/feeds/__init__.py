"""Atom feeds (RFC 4287) of lists and searches: new and changed records, and those that were taken away (RFC 6721)."""
