"""The checker of external links: which are named where, what the last request found, and when the next is due."""
