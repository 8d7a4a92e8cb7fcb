"""`make run` in a ready environment: prepares, serves, ends on SIGTERM; the second time it prepares nothing again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from itertools import takewhile
from pathlib import Path

import pytest

from baliportal.environment import BASE_DIR

from ..processes import wait_until

SERVE = [sys.executable, "manage.py", "serve"]


@pytest.fixture
def surroundings(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return os.environ | {"PORTAL_VAR": str(tmp_path), "PORT": str(port), "DATABASE_URL": ""}


@pytest.mark.slow
def test_an_empty_directory_becomes_a_portal_and_the_next_start_does_nothing_again(surroundings, tmp_path):
    first = served(surroundings)
    assert "Building the search index" in first
    made = written(tmp_path)
    second = served(surroundings, kill_housekeeping=True)
    assert "Building the search index" not in second
    assert "0 new, 0 changed" in second
    assert written(tmp_path) == made


def test_a_taken_port_is_one_sentence(surroundings):
    with socket.create_server(("127.0.0.1", int(surroundings["PORT"]))):
        ended = subprocess.run(SERVE, cwd=BASE_DIR, env=surroundings, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Port {surroundings['PORT']} cannot be used")
    assert len(ended.stderr.splitlines()) == 1


def housekeeping_of(server):
    """The number of the process that runs housekeeping beside a server."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    (number,) = [child for child in children if b"housekeeping_process" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return int(number)


def served(surroundings, *, kill_housekeeping=False):
    """Start the portal, check that it is ready, end it; return its output up to the line with its address.

    Beside it a process runs housekeeping: it ends with the server, and the server goes on when it is killed.
    """
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(SERVE, cwd=BASE_DIR, env=surroundings, text=True, **pipes) as server:
        said = []
        try:
            said += takewhile(lambda line: f":{surroundings['PORT']}/" not in line, server.stdout)
            url = f"http://127.0.0.1:{surroundings['PORT']}/"
            assert urllib.request.urlopen(f"{url}readyz", timeout=30).status == 200
            beside = housekeeping_of(server)
            if kill_housekeeping:
                os.kill(beside, signal.SIGKILL)
                time.sleep(2)  # the server is told of each child that ends
                assert urllib.request.urlopen(f"{url}healthz", timeout=30).status == 200
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
    wait_until(lambda: not Path(f"/proc/{beside}").exists())
    return "".join(said)


def written(directory):
    """The modification times of static files and files of the index."""
    files = [*directory.glob("static*/**/*"), *directory.glob("index/**/*.term"), directory / "static-files-collected"]
    return {path: path.stat().st_mtime_ns for path in files}
