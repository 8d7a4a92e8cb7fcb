"""Three web servers with directories of their own, a PostgreSQL primary and a streaming replica of it."""
