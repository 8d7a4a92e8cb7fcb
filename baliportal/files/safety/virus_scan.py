"""Scan files for viruses by a ClamAV server (clamd) at settings.CLAMD_URL: its command INSTREAM."""

import logging
import re
import socket
import time
from urllib.parse import urlsplit

from django.conf import settings

from .errors import CannotCheckNow, FileRefused

log = logging.getLogger(__name__)
CONNECT_SECONDS = 5
SCAN_SECONDS = 120  # For the whole conversation: an archive of 100 MB takes clamd some 20 s.
CHUNK_BYTES = 64 * 1024
MAX_REPLY_BYTES = 4096

UNREACHABLE = "The file could not be scanned for viruses, so it was not accepted. Try again later."
TOO_LARGE = "The file is larger than the virus scanner accepts. Make it smaller."
FOUND = "The virus scanner found {} in this file. It was not accepted."
REPLY = re.compile(r"stream: (?:(?P<clean>OK)|(?P<virus>.+) FOUND)")
SIZE_LIMIT = "size limit exceeded"


def is_configured():
    """True where uploaded files are scanned."""
    return bool(settings.CLAMD_URL)


def scan(file):
    """Scan a binary file, if a scanner is set up. Raises FileRefused for a virus, and where no answer can be had."""
    if not is_configured():
        return
    file.seek(0)
    try:
        reply = _reply(file)
    except OSError as problem:
        log.error("The virus scanner does not answer: %s", type(problem).__name__)
        raise CannotCheckNow(UNREACHABLE) from problem
    finally:
        file.seek(0)
    _judge(reply)


def _judge(reply):
    """Raise FileRefused for every reply but “stream: OK”."""
    match = REPLY.fullmatch(reply)
    if match and match["clean"]:
        return
    if match:
        raise FileRefused(FOUND.format(_printable(match["virus"])))
    if SIZE_LIMIT in reply.lower():
        raise FileRefused(TOO_LARGE)
    log.error("The virus scanner gave an answer that is not understood: %r", reply[:200])
    raise CannotCheckNow(UNREACHABLE)


def _reply(file):
    """Send the file and return the reply. Raises OSError, TimeoutError too when the conversation takes too long."""
    deadline = time.monotonic() + SCAN_SECONDS
    with _connection() as connection:
        try:
            _send(connection, file, deadline)
        except (BrokenPipeError, ConnectionResetError):
            log.info("The virus scanner closed the connection early.")  # It has said why: the reply is read below.
        return _read_reply(connection, deadline)


def _connection():
    if settings.CLAMD_URL.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(settings.CLAMD_URL.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    address = urlsplit(settings.CLAMD_URL)
    return socket.create_connection((address.hostname, address.port), CONNECT_SECONDS)


def _send(connection, file, deadline):
    """The command, then chunks, each after its length in four bytes; a length of zero ends the file."""
    connection.sendall(b"zINSTREAM\0")
    while chunk := file.read(CHUNK_BYTES):
        _set_timeout(connection, deadline)
        connection.sendall(len(chunk).to_bytes(4, "big") + chunk)
    connection.sendall(bytes(4))


def _read_reply(connection, deadline):
    """The reply up to its zero byte. Raises OSError for one that is cut short or too long."""
    reply = b""
    while b"\0" not in reply:
        _set_timeout(connection, deadline)
        chunk = connection.recv(MAX_REPLY_BYTES)
        if not chunk or len(reply) > MAX_REPLY_BYTES:
            raise ConnectionError("The reply is incomplete.")
        reply += chunk
    return reply.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _set_timeout(connection, deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def _printable(name):
    return "".join(mark for mark in name if mark.isprintable())[:100]
