"""The admin's first page: what waits for whom, what changed, and how much there is."""
