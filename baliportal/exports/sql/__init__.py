"""CSV lines made by the database."""
