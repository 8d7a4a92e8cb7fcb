"""External links: which addresses records name, whether they still work, and what to do about those that do not."""
