"""The contestants, as context managers that make, start and end what they need and yield {name: answerer}.

An answerer takes a question and returns milliseconds: {"": ms}, and further figures under a suffix to its name.
"""

import sys
from contextlib import contextmanager

from . import artefacts, datasette, visitor
from .served_portal import measure_served_portal
from .server import Server, free_port
from .worker import Worker
from .workspace import BUILD_LIMIT

#: Records loaded into a real database, ours and the peers': a million would take hours. Only the search core has more.
LARGEST_SERVED = 100_000
PATIENCE = 20  # seconds a contestant may take for one answer


@contextmanager
def core(workspace, questions_by_class, result):
    index = workspace.home / f"index-{workspace.code}" / "index"
    workspace.forget("index-????????", index.parent.name)
    with workspace.worker("core", str(index), PORTAL_VAR=str(workspace.home / "core")) as worker:
        workspace.make(index.parent.name, lambda _: worker.ask("build", BUILD_LIMIT * 2), "index")
        worker.close()  # memory that is left from building would count as the search's
        yield {
            "Tantivy": lambda question: {"": worker.ask("bare", PATIENCE, **question)["ms"]},
            "search": lambda question: _all_of(worker.ask("portal", PATIENCE, **question)),
        }


def _all_of(answer):
    names = {"ms": "", "with_marks": " with marks", "again": " asked again"}
    return {suffix: answer[key] for key, suffix in names.items() if key in answer}


@contextmanager
def portal(workspace, questions_by_class, result):
    if workspace.size > LARGEST_SERVED:
        yield {}
        return
    var, port = str(workspace.home / "database" / "var"), free_port()
    workspace.make("database", lambda _: _filled(workspace, var))
    command = [sys.executable, "-m", "gunicorn", "--config", "python:baliportal.server"]
    with workspace.worker("portal", PORTAL_VAR=var) as worker:
        worker.ask("prepare", BUILD_LIMIT)
        index = f"index-from-database-{workspace.code}"
        workspace.make(index, lambda _: worker.ask("build", BUILD_LIMIT), "index from the database")
        with Server(command, port, "/healthz", PORTAL_VAR=var, PORT=str(port)) as one:
            measure_served_portal(workspace, questions_by_class, result, worker, one)
            yield {
                "HTTP": lambda question: {"": one.get_uncached(visitor.address(**question))[0]},
                "HTTP, kept": lambda question: {"": one.get(visitor.address(**question))[0]},
                "answered": lambda question: _answered(worker, question),
            }


def _answered(worker, question):
    """Figures of the search with its answer and of its own limit; suggestions have no answer."""
    if "prefix" in question:
        return {}
    figures = worker.ask("answered", PATIENCE, **question)
    return {"": figures["ms"], ", Tantivy": figures["bare"]}


def _filled(workspace, var):
    with workspace.worker("portal", PORTAL_VAR=var) as worker:
        worker.ask("prepare", BUILD_LIMIT)
        return worker.ask("fill", BUILD_LIMIT * 2, size=workspace.size)


@contextmanager
def modelsearch_on_sqlite(workspace, questions_by_class, result):
    file = workspace.home / "modelsearch-on-SQLite" / "peer.sqlite3"
    with _peer(workspace, "modelsearch on SQLite", BENCH_DATABASE=str(file)) as contestants:
        yield contestants


@contextmanager
def modelsearch_on_postgresql(workspace, questions_by_class, result):
    with artefacts.postgresql() as server:
        if server is None or workspace.size > LARGEST_SERVED:
            yield {}
            return
        name = f"bench{workspace.size}"
        if not (workspace.home / "modelsearch-on-PostgreSQL" / "made.json").exists():
            artefacts.new_database(*server, name)
        about = {"BENCH_DATABASE": name, "BENCH_SERVER": str(server[1])}
        with _peer(workspace, "modelsearch on PostgreSQL", **about) as contestants:
            yield contestants


@contextmanager
def _peer(workspace, name, **environment):
    if workspace.size > LARGEST_SERVED:
        yield {}
        return
    python = str(artefacts.peers_python())
    with Worker(python, "-m", "tests.bench.peer", str(workspace.corpus), **environment) as worker:
        well = workspace.make(name, lambda _: worker.ask("build", BUILD_LIMIT))
        worker.close()
        yield {name: lambda question: {"": worker.ask("ask", PATIENCE, **question)["ms"]}} if well else {}


@contextmanager
def datasette_over_http(workspace, questions_by_class, result):
    if workspace.size > LARGEST_SERVED:
        yield {}
        return
    database = workspace.home / "Datasette" / "rows.db"
    workspace.make("Datasette", lambda _: datasette.build(workspace.corpus, database))
    with datasette.server(artefacts.peers_python(), database, PATIENCE) as one:
        yield {"Datasette": lambda question: {"": _checked(*one.get(datasette.address(**question)))}}


def _checked(ms, _, body):
    datasette.check(body)
    return ms
