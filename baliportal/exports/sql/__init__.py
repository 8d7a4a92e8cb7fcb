"""CSV lines and aggregates made by the database."""
