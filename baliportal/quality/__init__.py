"""Quality checks and their findings, duplicate candidates, reports on gaps and freshness."""
