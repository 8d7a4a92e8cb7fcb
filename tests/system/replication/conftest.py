"""The servers, started once for the module."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from ... import postgres
from .machines import Curator, Machine, until
from .postgres_pair import Pair, free_port

CREDENTIALS = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}


@pytest.fixture(scope="module")
def pair():
    programs = postgres.installed_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    # Not in a directory of pytest, which each run closes to other accounts, that of PostgreSQL included.
    with tempfile.TemporaryDirectory(prefix="portal-replication-", ignore_cleanup_errors=True) as directory:
        Path(directory).chmod(0o755)
        pair = Pair(programs, Path(directory))
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
def bucket():
    """The address of an empty bucket that all machines share; all servers of this process know one set of buckets."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client("s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1", **CREDENTIALS)
    client.create_bucket(Bucket="machines")
    yield f"s3+http://key:secret@{host}:{port}/machines"
    server.stop()


@pytest.fixture(scope="module")
def machines(pair, redis, bucket, tmp_path_factory):
    """Three machines: the first reads from the primary alone, and the curator's process shares its directory."""
    shared = {"DATABASE_URL": pair.primary.url, "CACHE_URL": redis.url if redis else "", "FILES_URL": bucket}
    shared["SITE_URL"] = "https://portal.example"
    var = tmp_path_factory.mktemp("machines")
    first = Machine(var / "0", **shared)
    first.var.mkdir()
    first.manage("migrate", "--verbosity", "0")
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
    for number in range(8):
        curator.publish(f"law-{number}", f"The okapi ordinance {number}")
    yield curator
    curator.close()
