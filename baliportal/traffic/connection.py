"""One client's connection: its state, what it sent and what it has not taken yet."""

import re
from enum import Enum

from .answer_buffer import AnswerBuffer
from .request_reader import RequestReader

HEAD_SECONDS = 10  # for the head of a request, from its first byte or the beginning of the connection
BODY_GRACE, BODY_RATE = 20, 1024  # seconds, and bytes per second after them
STALLED_SECONDS = 60  # without taking one byte of the answer
LONGEST_ANSWER = 1800  # seconds in which an answer has to be taken whole
LINGER_SECONDS = 2  # for the client to read a last answer and to close


class State(Enum):
    READING_HEAD = "reading head"
    READING_BODY = "reading body"
    ANSWERING = "answering"  # in the queue or in a thread
    WRITING = "writing"
    IDLE = "idle"  # kept alive
    LINGERING = "lingering"


class Connection:
    """A connection as gunicorn's ThreadWorker needs it, with reading and writing that never wait."""

    initialized = data_ready = True
    is_http2 = False

    def __init__(self, cfg, sock, client, server, now):
        sock.setblocking(False)
        self.client, self.server = client, server
        self.sock = AnswerBuffer(sock)
        self.parser = RequestReader(cfg, client)
        self.lane, self.keep_alive = None, False
        self.started = self.admitted = self.written_since = now
        self.enter(State.READING_HEAD, now + HEAD_SECONDS)

    def init(self) -> None:
        """Nothing is left to do in the thread that answers."""

    def enter(self, state: State, deadline: float) -> None:
        self.state, self.deadline = state, deadline

    def is_overdue(self, now: float) -> bool:
        if self.state is State.READING_BODY:
            body = self.parser.body
            return now - self.started > BODY_GRACE + (body.length - body.missing) / BODY_RATE
        return self.state is not State.ANSWERING and now > self.deadline

    @property
    def is_quiet(self) -> bool:
        """True where closing loses no request that the client sent whole."""
        return self.state in (State.READING_HEAD, State.IDLE, State.LINGERING)

    def header(self, name: str) -> str:
        return next((value for header, value in self.parser.request.headers if header == name), "")

    def cookie(self, name: str) -> str:
        found = re.search(rf"(?:^|;\s*){re.escape(name)}=([^;\s]+)", self.header("COOKIE"))
        return found[1] if found else ""

    def close(self, graceful: bool = False) -> None:
        self.parser.end_request()
        self.sock.close()
