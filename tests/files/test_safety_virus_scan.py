"""Uploaded files are scanned by clamd; where no answer can be had, no file is accepted."""

import io
import socket
import struct
import threading
import time

import pytest

from baliportal.files.safety import virus_scan
from baliportal.files.safety.errors import FileRefused


class Clamd:
    """A server on loopback that speaks INSTREAM: answers each conversation with `reply`."""

    def __init__(self, listener, reply, *, reads=True, delay=0):
        self.listener, self.reply, self.reads, self.delay = listener, reply, reads, delay
        self.received = b""
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        connection, _ = self.listener.accept()
        with connection, connection.makefile("rb") as stream:
            if self.reads:
                assert stream.read(10) == b"zINSTREAM\0"
                while length := struct.unpack(">I", stream.read(4))[0]:
                    self.received += stream.read(length)
            else:
                stream.read(10)
            time.sleep(self.delay)
            connection.sendall(self.reply)


@pytest.fixture
def clamd(settings):
    """Start a server: clamd(reply) at a TCP port."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD_URL = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    yield lambda reply, **options: Clamd(listener, reply, **options)
    listener.close()


def refusal(content=b"content"):
    with pytest.raises(FileRefused) as refused:
        virus_scan.scan(io.BytesIO(content))
    return refused.value.reason


def test_nothing_is_scanned_where_no_scanner_is_set_up(settings):
    settings.CLAMD_URL = ""
    assert not virus_scan.is_configured()
    virus_scan.scan(io.BytesIO(b"content"))


def test_a_clean_file_passes_whole_and_is_at_its_start_again(clamd):
    server, file = clamd(b"stream: OK\0"), io.BytesIO(b"law" * 100_000)
    assert virus_scan.is_configured()
    virus_scan.scan(file)
    server.thread.join()
    assert (server.received, file.tell()) == (b"law" * 100_000, 0)


def test_a_clean_file_passes_by_a_unix_socket(settings, tmp_path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "clamd.ctl"))
        listener.listen()
        settings.CLAMD_URL = f"unix:{tmp_path / 'clamd.ctl'}"
        Clamd(listener, b"stream: OK\0")
        virus_scan.scan(io.BytesIO(b"content"))


def test_a_virus_is_named(clamd):
    clamd(b"stream: Win.Test.EICAR_HDB-1 FOUND\0")
    assert "Win.Test.EICAR_HDB-1" in refusal()


def test_a_file_above_the_limit_of_the_scanner_is_refused_as_that(clamd):
    clamd(b"INSTREAM size limit exceeded. ERROR\0", reads=False)
    assert "larger than" in refusal(b"a" * 5_000_000)


@pytest.mark.parametrize(
    "reply",
    [b"", b"stream: OK", b"\0", b"OK\0", b"stream: FOUND\0", b"stream: OK FOUND but not really\0", b"\xff\xfe\0",
     b"UNKNOWN COMMAND\0", b"stream: OK\nstream: Eicar FOUND\0", b"a" * 20_000],
)  # fmt: skip
def test_an_answer_that_is_not_understood_lets_no_file_through(clamd, reply):
    clamd(reply)
    assert "could not be scanned" in refusal()


def test_a_scanner_that_takes_too_long_lets_no_file_through(clamd, monkeypatch):
    monkeypatch.setattr(virus_scan, "SCAN_SECONDS", 0.2)
    clamd(b"stream: OK\0", delay=1)
    assert "could not be scanned" in refusal()


def test_a_scanner_that_closes_at_once_lets_no_file_through(clamd):
    clamd(b"", reads=False)
    assert "could not be scanned" in refusal(b"a" * 5_000_000)


@pytest.mark.parametrize("place", ["port", "socket"])
def test_a_scanner_that_is_not_there_lets_no_file_through(settings, tmp_path, place):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        free = listener.getsockname()[1]
    settings.CLAMD_URL = f"tcp://127.0.0.1:{free}" if place == "port" else f"unix:{tmp_path / 'none.ctl'}"
    assert "could not be scanned" in refusal()
