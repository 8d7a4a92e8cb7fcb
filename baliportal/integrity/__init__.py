"""Integrity of what the portal shows: pages, search, files, feeds and sitemaps hold what the database publishes."""
