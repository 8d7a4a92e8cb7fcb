"""Everybody who is asked. Each is a context: what it needs is made, started, and ended; it gives who answers by name.

An answerer takes a question and gives milliseconds: {"": ms}, with a suffix to its name for what else it measured.
"""

import sys
from contextlib import contextmanager

from . import datasette, kept, visitor
from .beside import beside
from .places import BUILD_LIMIT
from .server import Server, free_port
from .worker import Worker

# Records in a real database, ours and the peers': a million would take hours to take in. The search core goes on.
LARGEST_SERVED = 100_000
PATIENCE = 20  # seconds that one may take for one answer


@contextmanager
def core(place, asked, told):
    index = place.home / f"index-{place.code}" / "index"
    place.forget("index-????????", index.parent.name)
    with place.worker("core", str(index), PORTAL_VAR=str(place.home / "core")) as worker:
        place.make(index.parent.name, lambda _: worker.ask("build", BUILD_LIMIT * 2), "index")
        worker.close()  # what it keeps in memory from building is nobody's search
        yield {
            "Tantivy": lambda question: {"": worker.ask("bare", PATIENCE, **question)["ms"]},
            "search": lambda question: _all_of(worker.ask("portal", PATIENCE, **question)),
        }


def _all_of(answer):
    names = {"ms": "", "with_marks": " with marks", "again": " asked again"}
    return {suffix: answer[key] for key, suffix in names.items() if key in answer}


@contextmanager
def portal(place, asked, told):
    if place.size > LARGEST_SERVED:
        yield {}
        return
    var, port = str(place.home / "database" / "var"), free_port()
    place.make("database", lambda _: _filled(place, var))
    command = [sys.executable, "-m", "gunicorn", "--config", "python:baliportal.server"]
    with place.worker("portal", PORTAL_VAR=var) as worker:
        worker.ask("prepare", BUILD_LIMIT)
        index = f"index-from-database-{place.code}"
        place.make(index, lambda _: worker.ask("build", BUILD_LIMIT), "index from the database")
        with Server(command, port, "/healthz", PORTAL_VAR=var, PORT=str(port)) as one:
            beside(place, asked, told, worker, one)
            yield {
                "HTTP": lambda question: {"": one.get(visitor.address(**question))[0]},
                "HTTP, kept": lambda question: {"": one.get(visitor.address(**question, fresh=False))[0]},
            }


def _filled(place, var):
    with place.worker("portal", PORTAL_VAR=var) as worker:
        worker.ask("prepare", BUILD_LIMIT)
        return worker.ask("fill", BUILD_LIMIT * 2, size=place.size)


@contextmanager
def modelsearch_on_sqlite(place, asked, told):
    file = place.home / "modelsearch-on-SQLite" / "peer.sqlite3"
    with _peer(place, "modelsearch on SQLite", BENCH_DATABASE=str(file)) as contestants:
        yield contestants


@contextmanager
def modelsearch_on_postgresql(place, asked, told):
    with kept.postgresql() as server:
        if server is None or place.size > LARGEST_SERVED:
            yield {}
            return
        name = f"bench{place.size}"
        if not (place.home / "modelsearch-on-PostgreSQL" / "made.json").exists():
            kept.new_database(*server, name)
        about = {"BENCH_DATABASE": name, "BENCH_SERVER": str(server[1])}
        with _peer(place, "modelsearch on PostgreSQL", **about) as contestants:
            yield contestants


@contextmanager
def _peer(place, name, **environment):
    if place.size > LARGEST_SERVED:
        yield {}
        return
    python = str(kept.peers_python())
    with Worker(python, "-m", "tests.bench.peer", str(place.corpus), **environment) as worker:
        well = place.make(name, lambda _: worker.ask("build", BUILD_LIMIT))
        worker.close()
        yield {name: lambda question: {"": worker.ask("ask", PATIENCE, **question)["ms"]}} if well else {}


@contextmanager
def datasette_over_http(place, asked, told):
    if place.size > LARGEST_SERVED:
        yield {}
        return
    database = place.home / "Datasette" / "rows.db"
    place.make("Datasette", lambda _: datasette.build(place.corpus, database))
    with datasette.server(kept.peers_python(), database, PATIENCE) as one:
        yield {"Datasette": lambda question: {"": _checked(*one.get(datasette.address(**question)))}}


def _checked(ms, _, body):
    datasette.check(body)
    return ms
