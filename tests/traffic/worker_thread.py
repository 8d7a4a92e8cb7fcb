"""The worker of the portal with an application of a test, in a thread of the test's own process."""

import os
import selectors
import socket
import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace

from gunicorn.config import Config
from gunicorn.glogging import Logger

from baliportal.traffic.worker import BufferingWorker


class ThreadedWorker(BufferingWorker):
    """Without the signal handlers and the limits of a process."""

    def __init__(self, application, listener, cfg):
        super().__init__(1, os.getppid(), [listener], None, 30, cfg, Logger(cfg))
        self.wsgi = application
        self.connections, self.next_sweep = set(), 0.0
        self.tpool = self.get_thread_pool()
        self.poller = selectors.DefaultSelector()
        self.method_queue.init()


@contextmanager
def serving(application, threads=2, **limits):
    """Serve an application; gives an object with `connect()`, `ask(path)` and the worker."""
    cfg = Config()
    for name, value in {"threads": threads, "worker_connections": 100, "loglevel": "critical", **limits}.items():
        cfg.set(name, value)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        worker = ThreadedWorker(application, listener, cfg)
        thread = threading.Thread(target=worker.run)
        thread.start()
        try:
            yield Client(listener.getsockname(), worker)
        finally:
            worker.alive = False
            worker.cfg.set("graceful_timeout", 0)
            worker.method_queue.defer(lambda: None)
            thread.join(timeout=30)


class Client:
    def __init__(self, address, worker):
        self.address, self.worker = address, worker

    def connect(self, sent=b""):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.settimeout(20)
        connection.connect(self.address)
        connection.sendall(sent)
        return connection

    def send(self, path="/", method="GET", headers=(), body=b""):
        """Send a request over a connection of its own."""
        lines = [f"{method} {path} HTTP/1.1", "Host: portal.test", "Connection: close", *headers, "", ""]
        return self.connect("\r\n".join(lines).encode() + body)

    def ask(self, *args, **kwargs):
        """The whole answer to a request."""
        with self.send(*args, **kwargs) as connection:
            return answer(connection)


def answer(connection):
    """Status, headers and body of the answer that ends with the connection."""
    data = b"".join(iter(lambda: connection.recv(1 << 20), b""))
    head, _, body = data.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join(dechunked(body))
    return SimpleNamespace(status=int(status.split()[1]), headers=headers, body=body)


def dechunked(body):
    place = 0
    while (end := body.find(b"\r\n", place)) > 0 and (size := int(body[place:end], 16)):
        yield body[end + 2 : end + 2 + size]
        place = end + size + 4


def until(condition):
    """Wait until a condition holds; the test fails when it never does."""
    for _ in range(2000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("It never happened.")
