"""The servers, started once for the module."""

import shutil
import subprocess

import pytest

from ... import postgres
from .machines import Curator, Machine, until
from .postgres_pair import Pair, free_port


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    programs = postgres.installed_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    directory = tmp_path_factory.mktemp("pair")
    for parent in (directory, *directory.parents[:2]):
        parent.chmod(0o755)  # the account of PostgreSQL must reach its data
    pair = Pair(programs, directory)
    yield pair
    pair.close()


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    """A Redis server that a test may kill, or None where it is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    options = {"port": free_port(), "bind": "127.0.0.1", "save": "", "dir": tmp_path_factory.mktemp("redis")}
    command = [program, *(str(part) for name, value in options.items() for part in (f"--{name}", value))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    process.url = f"redis://127.0.0.1:{options['port']}/0"
    yield process
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def machines(pair, redis, tmp_path_factory):
    """Three machines: the first reads from the primary alone, and the curator's process shares its directory."""
    shared = {"DATABASE_URL": pair.primary.url, "CACHE_URL": redis.url if redis else ""}
    var = tmp_path_factory.mktemp("machines")
    first = Machine(var / "0", **shared)
    first.var.mkdir()
    first.manage("migrate", "--verbosity", "0")
    first.manage("collectstatic", "--no-input", "--verbosity", "0")
    first.manage("reindex")
    others = [Machine(var / name, **shared, REPLICA_URL=pair.replica.url).copy_of(first) for name in ("1", "2")]
    every = [machine.start() for machine in (first, *others)]
    until(lambda: all(machine.is_up() for machine in every))
    yield every
    for machine in every:
        machine.stop()


@pytest.fixture(scope="module")
def curator(machines):
    curator = Curator(machines[0])
    yield curator
    curator.close()
