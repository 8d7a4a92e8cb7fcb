"""Database access that the ORM does not offer: array look-ups, consistent reads, prefetching."""
