"""Artefacts in var/bench that later runs use again: corpora, indexes, databases, environments of the peers.

An artefact is stamped, with the figures of its making, when it is complete; one without a stamp is made anew.
"""

import json
import shutil
import subprocess
import sys
import venv
from contextlib import contextmanager
from urllib.parse import quote

from .. import postgres
from .worker import ROOT

HOME = ROOT / "var" / "bench"
ENGINES = ("PostgreSQL", "SQLite")
PINNED = ["modelsearch==1.3.2", "datasette==0.65.5", "django==5.2.19", "psycopg[binary]==3.3.9"]


def stamped(directory, make):
    """Figures of the artefact in a directory, which `make(directory)` makes unless it is there and complete."""
    stamp = directory / "made.json"
    if not stamp.exists():
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        figures = make(directory) or {}
        stamp.write_text(json.dumps(figures))
    return json.loads(stamp.read_text())


def peers_python():
    """The Python of the environment that holds the peers, installed when it is not there."""
    directory = HOME / "peers"
    stamped(directory, _install)
    return directory / "bin" / "python"


def _install(directory):
    print("Installing the peers (once) ...", file=sys.stderr)
    venv.create(directory, with_pip=True)
    pip = [directory / "bin" / "python", "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PINNED], check=True, timeout=600)
    return PINNED


@contextmanager
def postgresql():
    """The directory of the socket of a server that keeps its data in var/bench; None where there is no PostgreSQL."""
    programs, directory = postgres.installed_programs(), HOME / "postgresql"
    if not programs or len(str(directory)) > 80:  # a socket's path is no longer than 107 bytes
        yield None
        return
    account = postgres.account_to_run_as()
    directory.mkdir(parents=True, exist_ok=True)
    if account:
        shutil.chown(directory, **account)
    if not (directory / "data" / "PG_VERSION").exists():
        postgres.make_cluster(programs, directory, account)
    _stop_a_forgotten_one(programs, directory, account)
    with (directory / "log").open("w+") as log:
        process = postgres.start(programs, directory, account, log)
        try:
            postgres.wait_until_it_answers(programs, directory, process, log)
            yield programs, directory
        finally:
            postgres.stop(process)


@contextmanager
def database(engine, home):
    """The environment of a portal with its own database of this kind in a directory; empty until that is stamped."""
    var = home / engine / "var"
    if engine == "SQLite":
        yield {"PORTAL_VAR": str(var)}
        return
    name = home.name.replace("-", "")
    with postgresql() as server:
        if not (var.parent / "made.json").exists():
            new_database(*server, name)
        yield {"PORTAL_VAR": str(var), "DATABASE_URL": f"postgres://portal@{quote(str(server[1]), safe='')}/{name}"}


def _stop_a_forgotten_one(programs, directory, account):
    """A bench that was killed outright may have left its server running."""
    if (directory / "data" / "postmaster.pid").exists():
        stop = [programs / "pg_ctl", "stop", "-D", directory / "data", "-m", "immediate"]
        subprocess.run(stop, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, **account)


def new_database(programs, directory, name):
    for command in ("dropdb", "createdb"):
        options = ["--if-exists"] if command == "dropdb" else []
        subprocess.run([programs / command, *options, "-h", directory, "-U", "portal", name], check=True,
                       stderr=subprocess.DEVNULL, timeout=60)  # fmt: skip
