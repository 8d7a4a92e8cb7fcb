"""Report pages and files, saved reports, scheduled snapshots of them and what changed between two."""
