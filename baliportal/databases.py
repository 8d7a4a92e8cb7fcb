"""Database settings from DATABASE_URL and REPLICA_URL; the only module that branches on the database engine."""

from contextlib import contextmanager
from urllib.parse import quote

import dj_database_url
from django.db import connection

from .environment import Refused, flag, text, var, web_threads
from .traffic.limits import traffic_limits

SQLITE = {
    # With WAL a reader never waits for the writer. IMMEDIATE takes the write lock at the start of a transaction: it
    # waits its turn instead of failing half-way with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds a writer keeps trying while another connection holds the lock
    "init_command": (
        # FULL: the log is synced with each commit, so that a loss of power takes nothing that was acknowledged. NORMAL
        # syncs it at checkpoints only.
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; "
        "PRAGMA mmap_size=2147418112; PRAGMA cache_size=-20000"  # bytes, SQLite's maximum; a negative size is in KiB
    ),
}
POSTGRESQL = {
    "connect_timeout": 3,  # seconds
    "tcp_user_timeout": 10_000,  # milliseconds that sent data may wait for the other side
    "keepalives_idle": 10,  # seconds of silence before the other side is asked for a sign of life
}
POOL = {
    "timeout": 5,  # seconds a request waits for a connection, 30 by default
    "reconnect_timeout": 2,  # seconds; later attempts are made when somebody asks, not after a growing delay
}
#: Seconds a thread keeps its SQLite connection: opening one costs more than most queries.
CONNECTION_AGE = 600
#: Connections of a process beside those of its requests: index, checks and texts are brought up to date by threads.
BACKGROUND_CONNECTIONS = 4


def databases(*, production):
    """The setting DATABASES. Raises Refused."""
    default = database("DATABASE_URL", default=f"sqlite:///{quote(str(var() / 'portal.sqlite3'))}", pool=production)
    if not text("REPLICA_URL"):
        return {"default": default}
    replica = database("REPLICA_URL", pool=production)
    if isinstance(replica["OPTIONS"].get("pool"), dict):
        replica["OPTIONS"]["pool"] |= {"timeout": 1}  # the primary answers in its place
    return {"default": default, "replica": replica | {"TEST": {"MIRROR": "default"}}}


def database(name, *, default="", pool=False):
    """One database's settings from a variable. Raises Refused for other engines than PostgreSQL and SQLite.

    The message does not repeat the address, which may hold a password.
    """
    try:
        parsed = dj_database_url.parse(text(name, default))
    except Exception:  # the parser raises many types, and the sentence below covers all of them
        parsed = {}
    parsed.setdefault("OPTIONS", {})
    if parsed.get("ENGINE", "").endswith(".postgresql") and parsed["NAME"]:
        return postgresql(parsed, pool=flag("DATABASE_POOL", default=pool))
    if parsed.get("ENGINE", "").endswith(".sqlite3") and parsed["NAME"]:
        parsed["OPTIONS"] = SQLITE | parsed["OPTIONS"]
        parsed["CONN_MAX_AGE"] = CONNECTION_AGE
        parsed["TEST"] = {"NAME": str(var() / "test.sqlite3")}  # a file, so that tests have threads and processes
        return parsed
    raise Refused(f"{name} must look like postgres://user:password@host:5432/name or sqlite:////path/to/file.sqlite3.")


def postgresql(parsed, *, pool):
    """With a pool a request borrows a connection; without one it opens its own and closes it.

    A server that does not answer is given up after seconds instead of minutes.
    """
    parsed["OPTIONS"] = POSTGRESQL | parsed["OPTIONS"]
    if pool:
        sizes = {"min_size": 2, "max_size": web_threads() + traffic_limits().threads_beside + BACKGROUND_CONNECTIONS}
        parsed["OPTIONS"].setdefault("pool", POOL | sizes)
        parsed["CONN_HEALTH_CHECKS"] = True  # a connection that died in the pool is not used
    return parsed


def refresh_statistics():
    """Refresh the statistics of the query planner, which SQLite never does by itself.

    Without them SQLite takes the condition "published", true of nearly all entries, for a selective one.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=1000")  # rows sampled of each index: some milliseconds in all
        cursor.execute("ANALYZE")


#: Key of the advisory lock: the bytes of "baliport", a 64-bit number that no other program is likely to use.
PREPARATION_LOCK = 0x62616C69706F7274


@contextmanager
def advisory_lock():
    """Yield a function that tries to take the database's preparation lock and returns True where it holds it.

    The lock is released at the end. Raises OperationalError when the database cannot be opened. Polling holds no
    snapshot that the migrations of the other process might wait for. SQLite has no such lock and needs none, as its
    file lies in the directory of one machine.

    """
    connection.ensure_connection()
    if connection.vendor != "postgresql":
        yield lambda: True
        return
    session = connection.copy()  # migrations may close the default one
    try:
        yield lambda: _scalar(session, "SELECT pg_try_advisory_lock(%s)", PREPARATION_LOCK)
        _scalar(session, "SELECT pg_advisory_unlock(%s)", PREPARATION_LOCK)  # a pool may give the session to others
    finally:
        session.close()


def _scalar(session, statement, *values):
    with session.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
