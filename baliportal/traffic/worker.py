"""gunicorn worker that reads requests and writes answers without a thread, and refuses what it has no threads for.

gunicorn's gthread takes a thread from the first byte of a request to the last byte of its answer: 40 connections that
send nothing, or 8 that read slowly, closed the portal to everybody (docs/adr/0037). Here the polling loop reads the
request until it is whole, a thread makes the answer, and the polling loop sends what the client has not taken yet.
"""

import time
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from gunicorn.http import errors

from .connection import HEAD_SECONDS, State
from .lanes import lane_of, lanes
from .polling_worker import PollingWorker
from .request_reader import READ, Refused
from .sessions import is_known, is_signed_in
from .spool import SpoolFull, spool

BESIDE_STAFF = 1  # requests of the public that begin while one of the staff is answered: they share one processor
# Seconds in the queue after which a connection that the client closed needs no answer. Some clients close their side at
# once and wait for the answer.
LEAVES_AFTER = 0.1
STATUSES = {errors.LimitRequestLine: 414, errors.LimitRequestHeaders: 431}


class BufferingWorker(PollingWorker):
    """Threads answer; everything that waits for a client is done in the polling loop."""

    def get_thread_pool(self):
        self.lanes = lanes(self.cfg.threads)
        return ThreadPoolExecutor(max_workers=sum(lane.threads for lane in self.lanes.values()))

    # Reading

    def on_readable(self, connection, sock):
        try:
            data = sock.recv(READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop(connection)
        elif connection.state is not State.LINGERING:
            connection.parser.add(data)
            self.read_on(connection)

    def read_on(self, connection):
        """Go on with the request, whatever of it is there."""
        now = time.monotonic()
        try:
            if connection.state is State.IDLE:
                connection.enter(State.READING_HEAD, now + HEAD_SECONDS)
            if connection.state is State.READING_HEAD and connection.parser.read_head():
                self.begin_body(connection, now)
            elif connection.state is State.READING_BODY and connection.parser.read_body():
                self.admit(connection, now)
        except Refused as refused:
            self.refuse(connection, refused.status)
        except SpoolFull:
            self.refuse(connection, 503)
        except Exception as problem:  # of the many that the parser has for what is not HTTP
            self.refuse(connection, STATUSES.get(type(problem), 400))

    def begin_body(self, connection, now):
        """Look at the length before a byte of the body is read; large ones are for people who are signed in."""
        length, limits = connection.parser.length, settings.TRAFFIC
        session = connection.cookie(settings.SESSION_COOKIE_NAME)
        if length > limits.largest_upload or (length > limits.largest_body and not session):
            raise Refused(413)
        if length > limits.largest_body and not is_known(session):
            self.pause(connection)
            future = self.tpool.submit(is_signed_in, session)
            future.add_done_callback(lambda done: self.method_queue.defer(self.on_session, connection, done))
            return
        self.read_body(connection, now)

    def on_session(self, connection, future):
        """Go on with a large body where the session is signed in."""
        if future.exception() or not future.result():
            self.refuse(connection, 413)
            return
        self.wait_to_read(connection)
        try:
            self.read_body(connection, time.monotonic())
        except SpoolFull:
            self.refuse(connection, 503)

    def read_body(self, connection, now):
        if connection.parser.request._expected_100_continue:
            connection.parser.request._expected_100_continue = False  # gunicorn would say it from the thread
            connection.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.parser.begin_body()
        connection.started = now
        connection.enter(State.READING_BODY, now)
        if connection.parser.read_body():
            self.admit(connection, now)

    # Answering

    def admit(self, connection, now):
        """Give the request to a thread or put it into the queue of its lane, or refuse it at once."""
        session = connection.cookie(settings.SESSION_COOKIE_NAME)
        name = lane_of(connection.parser.request.path or "", session)
        connection.lane, connection.admitted = self.lanes[name], now
        if name == "export" and not spool.has_room(settings.TRAFFIC.spool // 2):
            self.refuse(connection, 503)
        elif connection.lane.admit(connection, now):
            self.pause(connection)
            self.start_waiting()
        else:
            self.refuse(connection, 503)

    def pause(self, connection):
        """Read nothing more of a connection while its request is being answered."""
        connection.enter(State.ANSWERING, 0.0)
        self.forget(connection)

    def start_waiting(self):
        for name, lane in self.lanes.items():
            most = BESIDE_STAFF if name in ("public", "export") and self.lanes["staff"].running else None
            for connection in lane.startable(most):
                waited = time.monotonic() - connection.admitted
                if waited > LEAVES_AFTER and connection.sock.has_left():
                    lane.running -= 1
                    self.drop(connection)
                else:
                    connection.started = time.monotonic()
                    self.enqueue_req(connection)

    def finish_request(self, connection, future):
        now = time.monotonic()
        connection.lane.finished(now - connection.started)
        connection.keep_alive = not future.cancelled() and not future.exception() and bool(future.result())
        connection.parser.end_request()
        connection.written_since = now
        self.write_on(connection)
        self.start_waiting()
