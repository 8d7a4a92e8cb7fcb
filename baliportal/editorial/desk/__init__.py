"""The desk, index page of the admin: work queues, recent changes and counts."""
