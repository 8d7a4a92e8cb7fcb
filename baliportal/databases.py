"""DATABASE_URL and REPLICA_URL, and how each engine is to behave: the only place that asks which engine it is."""

from contextlib import contextmanager
from urllib.parse import quote

import dj_database_url
from django.db import connection

from .environment import Refused, flag, text, var

SQLITE = {
    # A reader never waits for the writer, and a transaction that will write says so at its start:
    # it then waits its turn instead of failing half-way with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; "
        "PRAGMA mmap_size=2147418112; PRAGMA cache_size=-20000"  # bytes, SQLite's most; minus: kibibytes
    ),
}
KEPT = 600  # seconds that a thread keeps its connection: to open one costs more than most questions do


def databases(*, production):
    default = database("DATABASE_URL", default=f"sqlite:///{quote(str(var() / 'portal.sqlite3'))}", pool=production)
    if not text("REPLICA_URL"):
        return {"default": default}
    replica = database("REPLICA_URL", pool=production)
    return {"default": default, "replica": replica | {"TEST": {"MIRROR": "default"}}}


def database(name, *, default="", pool=False):
    """Raises Refused for anything but PostgreSQL and SQLite; the address is not repeated, it may hold a password."""
    try:
        parsed = dj_database_url.parse(text(name, default))
    except Exception:  # the parser has many ways to fail, all of them mean the same to a reader
        parsed = {}
    parsed.setdefault("OPTIONS", {})
    if parsed.get("ENGINE", "").endswith(".postgresql") and parsed["NAME"]:
        return postgresql(parsed, pool=flag("DATABASE_POOL", default=pool))
    if parsed.get("ENGINE", "").endswith(".sqlite3") and parsed["NAME"]:
        parsed["OPTIONS"] = SQLITE | parsed["OPTIONS"]
        parsed["CONN_MAX_AGE"] = KEPT
        parsed["TEST"] = {"NAME": str(var() / "test.sqlite3")}  # a file, so that tests have threads and processes
        return parsed
    raise Refused(f"{name} must look like postgres://user:password@host:5432/name or sqlite:////path/to/file.sqlite3.")


def postgresql(parsed, *, pool):
    """With a pool a request borrows a connection; without one it opens its own and closes it."""
    if pool:
        parsed["OPTIONS"].setdefault("pool", True)
        parsed["CONN_HEALTH_CHECKS"] = True  # a connection that died while it lay in the pool is not lent
    return parsed


def refresh_statistics():
    """Tell the database's planner anew how many rows there are of what: SQLite never does so by itself.

    Without it SQLite takes "published", which nearly all entries are, for a narrow choice and reads them all.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=1000")  # rows looked at of each index: some milliseconds in all
        cursor.execute("ANALYZE")


PREPARING = 0x62616C69706F7274  # the key of the advisory lock: any 64-bit number that others do not use


@contextmanager
def advisory_lock():
    """A function that tries to take the database's lock of preparations, True when it has it; let go at the end.

    Raises OperationalError when the database cannot be opened.

    Trying again and again holds no snapshot, on which the other's migrations might wait. SQLite has no such lock, and
    needs none: its file is in one machine's directory.
    """
    connection.ensure_connection()
    if connection.vendor != "postgresql":
        yield lambda: True
        return
    own = connection.copy()  # a session of its own: migrations may close the other
    try:
        yield lambda: _answer(own, "SELECT pg_try_advisory_lock(%s)", PREPARING)
        _answer(own, "SELECT pg_advisory_unlock(%s)", PREPARING)  # a pool may lend the session to others
    finally:
        own.close()


def _answer(opened, statement, *values):
    with opened.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
