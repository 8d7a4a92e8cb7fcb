"""The time that a writer waits for the locks of another, such as a large import, before it is refused."""

from django.db import DEFAULT_DB_ALIAS, connection, connections

_seconds: float | None = None  # None for the database's own: 20 s on SQLite, without end on PostgreSQL


def limit_lock_wait(seconds: float) -> None:
    """Limit the wait of this process; called by the web server, whose writers are people at their forms."""
    global _seconds
    _seconds = seconds
    if connection.vendor == "sqlite":  # read by connections that are opened from here on
        connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"]["timeout"] = seconds


def apply_lock_wait() -> None:
    """Limit the wait inside the open transaction; SQLite has waited before its first statement."""
    if _seconds is not None and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {int(_seconds * 1000)}")
