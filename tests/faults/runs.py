"""Each series in a process with a var, a database and libraries of its own."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path

from .. import postgres
from . import interposer

ROOT = Path(__file__).resolve().parents[2]


def random_kills(database, kills, seed=0, whole=1):
    """Run the series of random kills; its figures, or None where the database's programs are not installed."""
    return _on(database, "random_kills", [kills, seed, whole])


def file_stages(database, files, together=1):
    """Run the series of files killed at each stage; its figures, or None where the database is not installed."""
    return _on(database, "file_stages", [files, together])


def backup_kills(database, kills):
    """Run the series of killed backups; its figures, or None where the database is not installed."""
    return _on(database, "backup_kills", [kills])


def each_operation(act, every=1, first=1):
    """Run the series of kills at each file operation; its figures, or None where there is no C compiler."""
    if interposer.compiler() is None:
        return None
    with own_var() as var:
        library = interposer.compiled(var.parent)
        return _series("each_operation", [act, every, first], var, {"DATABASE_URL": "", "LD_PRELOAD": str(library)})


@contextmanager
def own_var():
    """An empty PORTAL_VAR."""
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as directory:
        yield Path(directory, "var")


def _on(database, module, arguments):
    programs = database == "sqlite" or postgres.installed_programs()
    if not programs:
        return None
    with own_var() as var, nullcontext("") if database == "sqlite" else postgres.server(programs) as url:
        return _series(module, arguments, var, {"DATABASE_URL": url})


def _series(module, arguments, var, environment):
    own = {"PORTAL_VAR": str(var), "DJANGO_SETTINGS_MODULE": "baliportal.settings"}
    command = [sys.executable, "-m", f"tests.faults.{module}", *map(str, arguments)]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | own | environment, stdout=subprocess.PIPE, text=True)
    if ended.returncode:
        raise RuntimeError(f"{module} ended with {ended.returncode}: {ended.stdout[-500:]}")
    return json.loads(ended.stdout.splitlines()[-1])
