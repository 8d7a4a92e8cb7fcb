"""gunicorn worker whose polling loop owns the connections: accepting, writing, deadlines and closing."""

import resource
import selectors
import socket
import sys
import time
from contextlib import suppress
from functools import partial

from gunicorn.workers.gthread import ThreadWorker

from .connection import LINGER_SECONDS, LONGEST_ANSWER, STALLED_SECONDS, Connection, State
from .refusals import refusal_bytes

SWEEP_SECONDS = 0.25
OVERDUE_SECONDS = 2.0  # in a queue: nobody was expected to wait this long
OPEN_FILES = 65_536
# With four threads at work the polling loop gets its turn after 0.5 ms instead of 5 ms, several times per request.
SWITCH_INTERVAL = 0.0005


class PollingWorker(ThreadWorker):
    """The part of BufferingWorker that needs no threads; `read_on` and `lanes` are those of the other part."""

    def init_process(self):
        sys.setswitchinterval(SWITCH_INTERVAL)
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        files = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
        self.connections, self.next_sweep = set(), 0.0
        super().init_process()

    # Accepting

    def accept(self, listener):
        """Take one connection: another worker, which has less to do, may be quicker with the next."""
        try:
            sock, client = listener.accept()
        except OSError:  # another worker was quicker, or the client has gone
            return
        if not isinstance(client, str):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.make_room()
        connection = Connection(self.cfg, sock, client, listener.getsockname(), time.monotonic())
        self.connections.add(connection)
        self.nr_conns += 1
        self.wait_to_read(connection)

    def make_room(self):
        """Close the connection that was quiet longest when there are as many as there may be."""
        if self.nr_conns + 1 >= self.worker_connections:
            quiet = [connection for connection in self.connections if connection.state is not State.ANSWERING]
            for connection in sorted(quiet, key=lambda other: (not other.is_quiet, other.deadline))[:1]:
                self.drop(connection)

    def wait_to_read(self, connection):
        self.poller.register(connection.sock, selectors.EVENT_READ, partial(self.on_readable, connection))

    # Writing

    def refuse(self, connection, status):
        """Answer in words without a thread, and close."""
        self.forget(connection)
        connection.keep_alive = False
        connection.written_since = time.monotonic()
        try:
            connection.sock.sendall(refusal_bytes(status))
        except OSError:
            self.drop(connection)
        else:
            self.write_on(connection)

    def write_on(self, connection):
        """Send what the client takes; when nothing is left, wait for its next request or close."""
        try:
            is_empty = connection.sock.flush()
        except OSError:
            self.drop(connection)
            return
        now = time.monotonic()
        if not is_empty:
            if connection.state is not State.WRITING:
                self.poller.register(connection.sock, selectors.EVENT_WRITE, lambda sock: self.write_on(connection))
            overdue = connection.written_since + LONGEST_ANSWER
            connection.enter(State.WRITING, min(now + STALLED_SECONDS, overdue))
        elif connection.keep_alive:
            self.wait_for_next(connection, now)
        else:
            self.linger(connection, now)

    def wait_for_next(self, connection, now):
        self.forget(connection)
        connection.enter(State.IDLE, now + self.cfg.keepalive)
        self.wait_to_read(connection)
        if connection.parser.has_begun:
            self.read_on(connection)

    def linger(self, connection, now):
        """Half-close, and discard what still comes: closing at once would take a last answer back (RFC 9112, 9.6)."""
        self.forget(connection)
        try:
            connection.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.drop(connection)
            return
        connection.enter(State.LINGERING, now + LINGER_SECONDS)
        self.wait_to_read(connection)

    # Ending

    def forget(self, connection):
        with suppress(KeyError, ValueError):  # it is not registered
            self.poller.unregister(connection.sock)

    def drop(self, connection):
        if connection in self.connections:
            self.forget(connection)
            self.connections.remove(connection)
            self.nr_conns -= 1
            connection.close()

    def murder_keepalived(self, force=False):
        """Close what is overdue, or everything; gunicorn calls this in each turn of its loop."""
        now = time.monotonic()
        if now < self.next_sweep and not force:
            return
        self.next_sweep = now + SWEEP_SECONDS
        for connection in list(self.connections):
            if force:
                self.drop(connection)
            elif connection.is_overdue(now):
                self.end_overdue(connection)
        for lane in self.lanes.values():
            for connection in lane.overdue(now, max(2 * lane.longest_wait, OVERDUE_SECONDS)):
                self.refuse(connection, 503)

    def end_overdue(self, connection):
        reading = connection.state in (State.READING_HEAD, State.READING_BODY)
        if reading and (connection.parser.has_begun or connection.parser.request):
            self.refuse(connection, 408)
        else:
            self.drop(connection)

    def murder_pending(self):
        """Nothing waits outside `connections`."""

    def _cap_keepalive(self, deadline):
        """Close quiet connections by this deadline when the worker stops."""
        for connection in self.connections:
            if connection.is_quiet:
                connection.deadline = min(connection.deadline, deadline)
