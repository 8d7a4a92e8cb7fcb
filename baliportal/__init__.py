"""The project: settings, addresses, site pages, page cache, health checks, housekeeping, starter content."""
