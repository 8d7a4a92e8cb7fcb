"""The process beside `make run` does housekeeping, alone among several, and ends with its server however that ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from baliportal.environment import BASE_DIR
from baliportal.monitoring.models import JobRun

from ..processes import database_url, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

#: Starts the process and becomes something else, as `manage.py serve` becomes gunicorn.
SERVER = """
import os, sys
from baliportal import housekeeping_process
print(housekeeping_process.start(sys.argv[1], 0, 1).pid, flush=True)
os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)"])
"""


@pytest.fixture
def start(tmp_path):
    """A function that starts a server; it returns (server, number of the process beside it)."""
    (tmp_path / "housekeeping").mkdir()
    environment = os.environ | {"DATABASE_URL": database_url(), "PORTAL_VAR": str(tmp_path), "LINK_CHECKS": ""}
    servers = []

    def start_one():
        command = [sys.executable, "-c", SERVER, str(tmp_path)]
        server = subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)
        servers.append(server)
        return server, int(server.stdout.readline())

    yield start_one
    for server in servers:
        server.kill()
        server.communicate()


def lives(process):
    return Path(f"/proc/{process}").exists()


def runs():
    return set(JobRun.objects.filter(failed=False).values_list("job", flat=True))


def at_work(process):
    return bool(Path(f"/proc/{process}/task/{process}/children").read_text())


def test_it_does_every_job_and_ends_with_a_killed_server(start):
    server, process = start()
    wait_until(lambda: {"scheduled", "links"} <= runs(), within=180)
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    wait_until(lambda: not lives(process))


def test_of_two_one_has_it_at_work_and_the_other_takes_over(start):
    first, process = start()
    wait_until(lambda: at_work(process))
    _, other = start()
    wait_until(lambda: "scheduled" in runs(), within=180)
    assert not at_work(other)
    first.kill()
    wait_until(lambda: at_work(other))
