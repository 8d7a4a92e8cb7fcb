"""What `make run` does once its environment stands: prepare, serve, end when told to; quickly the second time."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from baliportal.environment import BASE_DIR

SERVE = [sys.executable, "manage.py", "serve"]


@pytest.fixture
def surroundings(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return os.environ | {"PORTAL_VAR": str(tmp_path), "PORT": str(port), "DATABASE_URL": ""}


@pytest.mark.slow
def test_an_empty_directory_becomes_a_portal_that_starts_in_seconds_the_next_time(surroundings):
    served(surroundings)
    assert served(surroundings) < 5


def test_a_taken_port_is_one_sentence(surroundings):
    with socket.create_server(("127.0.0.1", int(surroundings["PORT"]))):
        ended = subprocess.run(SERVE, cwd=BASE_DIR, env=surroundings, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Port {surroundings['PORT']} cannot be used")
    assert len(ended.stderr.splitlines()) == 1


def served(surroundings):
    """Starts the portal, asks it whether it is ready, ends it; returns the seconds until it said its address."""
    started = time.monotonic()
    with subprocess.Popen(SERVE, cwd=BASE_DIR, env=surroundings, stdout=subprocess.PIPE, text=True) as server:
        address = next(line for line in server.stdout if f":{surroundings['PORT']}/" in line)
        seconds = time.monotonic() - started
        try:
            url = next(word for word in address.split() if word.startswith("http"))
            assert urllib.request.urlopen(f"{url}readyz", timeout=30).read() == b"ok\n"
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
    return seconds
