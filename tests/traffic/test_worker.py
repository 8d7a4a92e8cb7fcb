"""A client that is silent, slow to send or slow to read holds no thread; what there is no thread for is refused."""

import socket
import threading

import pytest
from django.test import override_settings

from baliportal.traffic import sessions
from baliportal.traffic.limits import TrafficLimits

from .worker_thread import answer, serving, until

MIB = 1024 * 1024


def small(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["REQUEST_METHOD"].encode(), b" ", environ["wsgi.input"].read()]


@pytest.fixture
def quick():
    with serving(small) as portal:
        yield portal


def test_silent_connections_and_half_requests_hold_no_thread(quick):
    held = [quick.connect() for _ in range(20)]
    held += [quick.connect(b"GET / HTTP/1.1\r\nHost: 127") for _ in range(20)]
    held += [quick.connect(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\na=") for _ in range(20)]
    until(lambda: len(quick.worker.connections) == 60)
    assert quick.ask().status == 200
    assert [lane.running for lane in quick.worker.lanes.values()] == [0, 0, 0, 0]
    for connection in held:
        connection.close()
    until(lambda: not quick.worker.connections)


def test_readers_that_read_nothing_hold_no_thread_and_lose_no_byte():
    large = bytes(range(256)) * 32 * 1024  # 8 MiB: more than the kernel's buffers take

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return (large[place : place + MIB] for place in range(0, len(large), MIB))

    with serving(application) as portal:
        held = [portal.send(f"/{number}") for number in range(3)]
        until(lambda: len(portal.worker.connections) == 3)
        until(lambda: not any(lane.running or lane.waiting for lane in portal.worker.lanes.values()))
        assert portal.ask("/healthz").body == large
        for connection in held:
            with connection:
                assert answer(connection).body == large


def test_a_file_is_handed_out_by_the_kernel_after_its_thread_has_gone(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(b"line of a table\n" * MIB)
    begun = threading.Event()

    def application(environ, start_response):
        begun.set()
        start_response("200 OK", [("Content-Length", str(path.stat().st_size))])
        return environ["wsgi.file_wrapper"](path.open("rb"))

    with serving(application) as portal, portal.send("/laws.csv") as connection:
        assert begun.wait(20)
        until(lambda: not portal.worker.lanes["export"].running)
        path.unlink()
        assert answer(connection).body == b"line of a table\n" * MIB


def test_a_request_that_arrives_byte_by_byte_and_one_in_the_same_packet_are_both_answered(quick):
    with quick.connect() as connection:
        first = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
        for place in range(len(first)):
            connection.sendall(first[place : place + 1])
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        text = b"".join(iter(lambda: connection.recv(65536), b""))
    assert text.count(b"HTTP/1.1 200 OK") == 2
    assert text.index(b"abc") < text.index(b"GET")


class Blocking:
    """An application whose requests wait until the test lets them go."""

    def __init__(self):
        self.go, self.begun = threading.Event(), []

    def __call__(self, environ, start_response):
        self.begun.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] != "/healthz":
            assert self.go.wait(30)
        return small(environ, start_response)


@pytest.fixture
def busy():
    """Both threads of the public are taken, one request waits, and they take so long that no other may."""
    application = Blocking()
    with serving(application) as portal:
        lane = portal.worker.lanes["public"]
        lane.seconds, lane.longest_wait = 1000.0, 15.0
        held = [portal.send(f"/{number}") for number in range(3)]
        until(lambda: len(application.begun) == 2 and len(lane.waiting) == 1)
        portal.application = application
        yield portal
        application.go.set()
        assert [answer(connection).status for connection in held] == [200, 200, 200]
        for connection in held:
            connection.close()


def test_beyond_capacity_the_answer_is_503_in_words_while_all_threads_are_taken(busy):
    refused = busy.ask("/one-more")
    assert refused.status == 503
    assert int(refused.headers["retry-after"]) > 0
    assert b"Many people are using the portal at this moment" in refused.body
    assert "default-src 'self'" in refused.headers["content-security-policy"]
    assert "/one-more" not in busy.application.begun


def test_health_checks_and_signed_in_people_have_threads_of_their_own(busy):
    assert busy.ask("/healthz").status == 200
    sessions.remember("key-of-a-curator")
    with busy.send("/admin/", headers=["Cookie: csrftoken=x; sessionid=key-of-a-curator"]) as curator:
        until(lambda: "/admin/" in busy.application.begun)
        assert busy.ask("/admin/", headers=["Cookie: sessionid=invented"]).status == 503
        busy.application.go.set()
        assert answer(curator).status == 200


def test_a_visitor_who_left_the_queue_costs_nothing(busy, monkeypatch):
    monkeypatch.setattr("baliportal.traffic.worker.LEAVES_AFTER", 0.0)
    busy.worker.lanes["public"].seconds = 0.001
    with busy.send("/left"):
        until(lambda: len(busy.worker.lanes["public"].waiting) == 2)
    busy.application.go.set()
    until(lambda: not busy.worker.lanes["public"].running and not busy.worker.lanes["public"].waiting)
    assert "/left" not in busy.application.begun


@pytest.mark.parametrize(
    ("headers", "status", "words"),
    [
        (["Content-Length: 125829120", "Content-Type: multipart/form-data; boundary=x"], 413, b"Nothing was saved"),
        (["Content-Length: 999999999999", "Cookie: sessionid=known"], 413, b"Nothing was saved"),
        (["Transfer-Encoding: chunked"], 411, b"Content-Length"),
        (["Content-Length: twelve"], 400, b"could not be read"),
        (["X-Long: " + "a" * 40_000], 431, b"cookies"),
    ],
)
def test_a_body_is_refused_before_a_byte_of_it_is_read(quick, headers, status, words):
    sessions.remember("known")
    refused = quick.ask("/admin/login/", "POST", headers)
    assert refused.status == status
    assert words in refused.body


def test_a_large_body_is_taken_from_who_is_signed_in_only(quick, monkeypatch):
    monkeypatch.setattr("baliportal.traffic.worker.is_signed_in", lambda key: key == "ana")
    body = b"a" * (MIB + 1)
    headers = [f"Content-Length: {len(body)}"]
    assert quick.ask("/", "POST", [*headers, "Cookie: sessionid=ana"], body).body == b"POST " + body
    assert quick.ask("/", "POST", [*headers, "Cookie: sessionid=invented"]).status == 413


def test_a_client_that_closes_its_side_after_the_request_gets_its_answer(quick):
    with quick.send() as connection:
        connection.shutdown(socket.SHUT_WR)
        assert answer(connection).body == b"GET "


def test_a_client_that_asks_first_is_told_to_go_on(quick):
    with quick.send("/", "POST", ["Content-Length: 3", "Expect: 100-continue"]) as connection:
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"abc")
        assert answer(connection).body == b"POST abc"


def test_what_never_becomes_a_request_is_closed_after_its_time(quick, monkeypatch):
    with quick.connect() as silent, quick.connect(b"GET / HT") as half:
        until(lambda: len(quick.worker.connections) == 2)
        until(lambda: any(connection.parser.has_begun for connection in quick.worker.connections))
        for connection in list(quick.worker.connections):
            connection.deadline = 0.0
        assert silent.recv(100) == b""
        assert answer(half).status == 408


def test_when_there_is_no_room_the_connection_that_was_quiet_longest_is_closed():
    with serving(small, worker_connections=10) as portal:
        held = [portal.connect() for _ in range(30)]
        assert portal.ask().status == 200
        assert len(portal.worker.connections) < 10
        for connection in held:
            connection.close()


@override_settings(TRAFFIC=TrafficLimits(spool=2 * MIB))
def test_answers_that_nobody_takes_fill_the_disk_up_to_a_limit_only():
    begun = threading.Event()

    def application(environ, start_response):
        begun.set()
        start_response("200 OK", [])
        return (bytes(MIB) for _ in range(20))

    with serving(application) as portal, portal.send("/laws.csv") as connection:
        assert begun.wait(20)
        until(lambda: not portal.worker.lanes["export"].running)
        assert len(answer(connection).body) < 20 * MIB
