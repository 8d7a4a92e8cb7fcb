"""Datasette on the same rows: SQLite's own full-text index, its facets, its JSON address."""

import json
import sqlite3
import subprocess
import time
from urllib.parse import urlencode

from . import corpus
from .server import Server, free_port

COLUMNS = ("id", "kind", "type", "language", "year", "countries", "topics", "date", "title", "original_title", "number",
           "summary", "text")  # fmt: skip
TEXTS = "title, original_title, number, summary, text"
TABLE = f"""
CREATE TABLE entries ({", ".join(COLUMNS).replace("id,", "id INTEGER PRIMARY KEY,", 1)});
CREATE VIRTUAL TABLE entries_fts USING fts5({TEXTS}, content=entries, content_rowid=id, tokenize='porter unicode61');
"""
INDEXES = "".join(f"CREATE INDEX entries_{name} ON entries ({name});" for name in ("kind", "type", "language", "year"))
FILL = f"INSERT INTO entries_fts (rowid, {TEXTS}) SELECT id, {TEXTS} FROM entries; {INDEXES} ANALYZE;"
FACETS = [("_facet", name) for name in ("kind", "type", "language", "year")] + [
    ("_facet_array", name) for name in ("countries", "topics")
]


def build(corpus_path, database):
    """Seconds and MB of the full-text index and the facets' indexes, the rows themselves left out."""
    with sqlite3.connect(database) as connection:
        connection.executescript(TABLE)
        connection.executemany(
            f"INSERT INTO entries VALUES ({','.join('?' * len(COLUMNS))})", map(_cells, corpus.read(corpus_path))
        )
        connection.commit()
        before, start = database.stat().st_size, time.perf_counter()
        connection.executescript(FILL)
    return {"seconds": time.perf_counter() - start, "size": (database.stat().st_size - before) / 1e6}


def server(python, database, seconds):
    port = free_port()
    limits = [("sql_time_limit_ms", seconds * 1000), ("facet_time_limit_ms", seconds * 1000), ("suggest_facets", "off")]
    settings = [str(part) for name, value in limits for part in ("--setting", name, value)]
    command = [python.with_name("datasette"), "serve", database, "-p", str(port), *settings]
    return Server(command, port, "/-/versions.json", log=subprocess.DEVNULL)


def address(q="", choices=None, prefix=False):
    """The address that answers a question; Datasette counts its facets under all choices."""
    pairs = [("_shape", "objects"), ("_size", "10" if prefix else "20"), ("_nocol", "text")]
    pairs += [] if prefix else [*FACETS, ("_facet_size", "max")]
    if q:
        pairs += [("_search", f"{q}*" if prefix else q), ("_searchmode", "raw")]
    pairs += [("kind", value) for value in (choices or {}).get("kind", [])]
    pairs += [("countries__arraycontains", value) for value in (choices or {}).get("country", [])]
    return f"/rows/entries.json?{urlencode(pairs)}"


def check(body):
    """Raises TimeoutError where Datasette gave up in part."""
    answer = json.loads(body)
    if answer.get("facets_timed_out") or "error" in answer or answer.get("ok") is False:
        raise TimeoutError
    return answer["filtered_table_rows_count"]


def _cells(row):
    cells = row | {
        "year": row["date"][:4],
        "countries": json.dumps(row["countries"]),
        "topics": json.dumps(row["topics"]),
    }
    return [cells[name] for name in COLUMNS]
