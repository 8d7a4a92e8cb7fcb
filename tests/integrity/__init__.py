"""The integrity page: green where every outlet agrees, red with names where one does not."""
