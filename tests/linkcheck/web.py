"""Local HTTP server for link tests; each path behaves as its name says."""

import socket
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from baliportal.linkcheck.checker import Checker
from baliportal.linkcheck.fetching import Fetcher
from baliportal.linkcheck.network import Network
from baliportal.linkcheck.target import is_public


class Web(ThreadingHTTPServer):
    """HTTP server that records its requests and how many run at once per host."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, robots=(404, "")):
        self.asked, self.at_once, self.most_at_once = [], Counter(), Counter()
        self.robots, self.pause, self.lock = robots, 0.0, threading.Lock()
        self.documents = {}  # answers to GET by path: body and headers
        super().__init__(("127.0.0.1", 0), Answers)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request, client_address):
        """Ignore clients that close the connection early."""

    @property
    def port(self):
        return self.server_address[1]

    def checker(self, *, kind=Checker, delay=0.0, timeout=1, longest=2, resolve=None, **rules):
        """Return a checker, or a client of another kind, that may connect to this server alone beside the internet;
        every host name resolves to it."""
        here = lambda host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]  # noqa: E731
        rules = {"may_connect": lambda ip: ip == "127.0.0.1" or is_public(ip), "ports": (self.port,)} | rules
        return kind(Network(resolve=resolve or here, timeout=timeout, longest=longest, **rules), delay=delay)

    def fetcher(self, **options):
        """Return a fetcher of documents under the same rules."""
        return self.checker(kind=Fetcher, **options)

    def at(self, path, host="site.example"):
        return f"http://{host}:{self.port}{path}"


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        host = self.headers["Host"]
        with self.server.lock:
            self.server.asked.append((self.command, host.partition(":")[0], self.path))
            self.server.at_once[host] += 1
            self.server.most_at_once[host] = max(self.server.most_at_once[host], self.server.at_once[host])
        time.sleep(self.server.pause)
        with self.server.lock:
            self.server.at_once[host] -= (
                1  # Before the response: after it, the client may already send its next request.
            )
        self.answer(*self.path.strip("/").split("/"))

    do_HEAD = do_GET  # noqa: N815

    def answer(self, name, *rest):
        if name == "robots.txt":
            self.say(self.server.robots[0], body=self.server.robots[1].encode())
        elif self.path in self.server.documents:
            self.document(*self.server.documents[self.path])
        elif name == "status":
            self.say(int(rest[0]))
        elif name == "get-only":
            self.say(200 if self.command == "GET" else 405)
        elif name == "to":
            self.say(int(rest[0]), {"Location": "/".join(["", *rest[1:]]) if len(rest) > 1 else self.path})
        elif name == "away":
            self.say(302, {"Location": "http://" + unquote("/".join(rest))})
        else:
            getattr(self, name.replace("-", "_"), lambda: self.say(200, body=b"Here."))()

    def say(self, status, headers=None, body=b""):
        self.send_response(status)
        for field, value in (headers or {}).items():
            self.send_header(field, value)
        if "Content-Length" not in (headers or {}):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def document(self, body, headers):
        """Send a document, unless the client says that it has it by its ETag."""
        known = headers.get("ETag") and self.headers["If-None-Match"] == headers["ETag"]
        self.say(304 if known else 200, headers, b"" if known else body)

    def silent(self):
        time.sleep(5)

    def dripping(self):
        """Send a byte now and then, which no timeout of a single socket operation notices."""
        try:
            for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 600:
                self.wfile.write(bytes([letter]))
                time.sleep(0.1)
        except OSError:
            pass

    def endless(self):
        """Reject HEAD, and send an endless body to GET."""
        self.send_response(500 if self.command == "HEAD" else 200)
        self.end_headers()
        try:
            while self.command == "GET":
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def nonsense(self):
        self.wfile.write(b"this is not HTTP\r\n\r\n")
        self.close_connection = True

    def many_headers(self):
        self.send_response(200)
        for number in range(2000):
            self.send_header(f"X-{number}", "x")
        self.end_headers()

    def cut(self):
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *args):
        """Tests are quiet."""
