"""Clients that are silent, send half a request or read 512 bytes a second take the portal from nobody, as `make run` starts it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import ExitStack, contextmanager

import pytest

from baliportal.environment import BASE_DIR

MANY = 40
WITHIN = 5.0  # seconds; on a quiet machine it takes a tenth of one
HALF = b"GET / HTTP/1.1\r\nHost: 127"
HALF_BODY = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\na="
LIST = b"GET /search.json?sort=title&page=%d HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port of a portal with the starter content."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    var = tmp_path_factory.mktemp("portal")
    environment = os.environ | {"PORTAL_VAR": str(var), "PORT": str(port), "DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "serve"]
    with subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert any(f":{port}/" in line for line in server.stdout)
            seconds_for(port, "/healthz", within=120)  # until the workers have made their first pages
            yield port
        finally:
            server.send_signal(signal.SIGTERM)


@pytest.mark.slow
def test_health_checks_and_other_visitors_are_answered_while_120_slow_clients_hold_on(port):
    with ExitStack() as held:
        for _ in range(MANY):
            connect(held, port)
            connect(held, port, HALF)
            connect(held, port, HALF_BODY)
        readers = [connect(held, port, LIST % number) for number in range(MANY)]
        held.enter_context(trickling(readers))
        time.sleep(2)  # until the lists are made and the readers are what is left of them
        taken = {
            path: seconds_for(port, path) for path in ("/healthz", "/", "/search/?q=boat", "/admin/login/", "/readyz")
        }
        assert max(taken.values()) < WITHIN, taken
        print({path: round(seconds, 2) for path, seconds in taken.items()})
    assert seconds_for(port, "/healthz") < WITHIN


def connect(held, port, sent=b""):
    client = held.enter_context(socket.socket())
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(0.01)
    client.connect(("127.0.0.1", port))
    client.sendall(sent)
    return client


@contextmanager
def trickling(readers):
    """Read 512 bytes a second from each."""
    stop = threading.Event()

    def read():
        while not stop.wait(1.0):
            for reader in readers:
                try:
                    reader.recv(512)
                except OSError:
                    continue

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def seconds_for(port, path, within=4 * WITHIN):
    start = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=within) as answer:
        assert answer.status == 200
        answer.read()
    return time.monotonic() - start
