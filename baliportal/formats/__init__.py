"""Default formats of days and times in templates and the admin."""
