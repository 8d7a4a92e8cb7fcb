"""The socket that an application writes to: it takes everything at once, and the client reads at its own pace."""

import os
import socket
from collections import deque

from .spool import spool

MEMORY = 256 * 1024  # bytes of one answer that wait in memory; more of them wait in a temporary file
PER_FLUSH = 256 * 1024  # bytes sent to one client before the next one has its turn


class FilePart:
    """The bytes of a file from `position` to `end`; of a temporary file `own` of them count as spooled."""

    def __init__(self, descriptor: int, position: int, end: int):
        self.descriptor, self.position, self.end, self.own = descriptor, position, end, 0

    def send(self, sock: socket.socket) -> bool:
        """Send what the client takes now; return True when nothing is left. Raises OSError where the file was cut."""
        missing = self.end - self.position
        sent = os.sendfile(sock.fileno(), self.descriptor, self.position, min(missing, PER_FLUSH))
        if missing and not sent:
            raise OSError("The file is shorter than it was.")
        self.position += sent
        return self.position >= self.end

    def close(self) -> None:
        os.close(self.descriptor)
        spool.give_back(self.own)


class AnswerBuffer:
    """Stands in for the client's socket in gunicorn's Response: `sendall` and `sendfile` never wait for the client.

    Used by one thread at a time: the one that answers, then the one that polls.
    """

    def __init__(self, sock: socket.socket):
        self._sock, self._memory = sock, 0
        self._parts: deque[memoryview | FilePart] = deque()
        self._file: FilePart | None = None

    def sendall(self, data) -> None:
        view = memoryview(data).cast("B")
        if self._parts:
            self.flush()
        if not self._parts:
            view = view[self._sent(view) :]
        if view:
            self._keep(view)

    def send(self, data) -> int:
        self.sendall(data)
        return len(data)

    def sendfile(self, file, offset: int = 0, count: int | None = None) -> int:
        """Take over a file; its bytes are copied by the kernel, without a thread."""
        size = os.fstat(file.fileno()).st_size - offset if count is None else count
        self._parts.append(FilePart(os.dup(file.fileno()), offset, offset + size))
        self._file = None
        return size

    def flush(self) -> bool:
        """Send what the client takes now; return True when nothing is left."""
        try:
            while self._parts:
                if not self._flush_first():
                    return False
        except BlockingIOError:
            return False
        return True

    def _flush_first(self) -> bool:
        part = self._parts[0]
        if isinstance(part, FilePart):
            if part.send(self._sock):
                self._drop_first()
                return True
            return False
        sent = self._sent(part)
        self._memory -= sent
        if sent < len(part):
            self._parts[0] = part[sent:]
            return False
        self._parts.popleft()
        return True

    def _drop_first(self) -> None:
        part = self._parts.popleft()
        self._file = None if part is self._file else self._file
        part.close()

    def _sent(self, view: memoryview) -> int:
        try:
            return self._sock.send(view)
        except BlockingIOError:
            return 0

    def _keep(self, view: memoryview) -> None:
        if self._file is None and self._memory + len(view) <= MEMORY:
            self._parts.append(memoryview(bytes(view)))
            self._memory += len(view)
            return
        if self._file is None:
            with spool.file() as file:
                self._file = FilePart(os.dup(file.fileno()), 0, 0)
            self._parts.append(self._file)
        spool.take(len(view))
        self._file.own += len(view)
        while view:
            written = os.pwrite(self._file.descriptor, view, self._file.end)
            self._file.end += written
            view = view[written:]

    def close(self) -> None:
        while self._parts:
            part = self._parts.popleft()
            if isinstance(part, FilePart):
                part.close()
        self._sock.close()

    # What gunicorn asks of a socket besides.

    def fileno(self) -> int:
        return self._sock.fileno()

    def recv(self, size: int) -> bytes:
        return self._sock.recv(size)

    def has_left(self) -> bool:
        """Tell whether the client closed the connection."""
        try:
            return self._sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def shutdown(self, how: int) -> None:
        self._sock.shutdown(how)

    def setblocking(self, blocking: bool) -> None:
        """Stay non-blocking: that is the point of this class."""

    settimeout = setblocking

    def gettimeout(self) -> float:
        return 0.0
