"""Link checks over the network: results, politeness, TLS."""

import socket
import ssl
import threading
import time

import pytest

from baliportal.linkcheck.checker import Checker
from baliportal.linkcheck.network import Network

from .web import Web

pytestmark = pytest.mark.system


@pytest.mark.parametrize(
    ("path", "result", "status"),
    [
        ("/", "ok", 200),
        ("/get-only", "ok", 200),
        ("/status/204", "ok", 204),
        ("/status/404", "dead", 404),
        ("/status/410", "dead", 410),
        ("/status/401", "forbidden", 401),
        ("/status/403", "forbidden", 403),
        ("/status/429", "forbidden", 429),
        ("/status/400", "forbidden", 400),
        ("/status/500", "failing", 500),
        ("/status/503", "failing", 503),
        ("/to/301/new", "moved", 200),
        ("/to/308/to/301/new", "moved", 200),
        ("/to/302/new", "ok", 200),
        ("/to/301/to/302/new", "ok", 200),
        ("/to/301/status/404", "dead", 404),
        ("/to/302", "failing", 302),
        ("/silent", "slow", None),
        ("/dripping", "slow", None),
        ("/endless", "ok", 200),
        ("/nonsense", "failing", None),
        ("/many-headers", "failing", None),
        ("/cut", "failing", None),
    ],
)
def test_each_kind_of_answer_has_its_result(web, path, result, status):
    started = time.monotonic()
    verdict = web.checker().check(web.at(path))
    assert (verdict.result, verdict.status) == (result, status)
    assert time.monotonic() - started < 30  # a dripping server would take a minute


def test_the_target_of_a_permanent_redirect_is_stored(web):
    assert web.checker().check(web.at("/to/301/new")).leads_to == web.at("/new")


def test_a_host_that_is_not_there_is_dead(web):
    def nowhere(*args, **options):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    verdict = web.checker(resolve=nowhere).check(web.at("/"))
    assert (verdict.result, verdict.answered) == ("dead", False)
    assert "no such host" in verdict.note
    closed = Checker(Network(may_connect=lambda ip: True, ports=(1,)), delay=0)
    assert closed.check("http://127.0.0.1:1/").result == "dead"


# Politeness


def test_robots_are_respected_and_asked_for_once(web):
    web.robots = (200, "User-agent: *\nDisallow: /closed\nCrawl-delay: 1\n")
    checker = web.checker()
    assert checker.check(web.at("/closed/paper.pdf")).result == "robots"
    assert checker.check(web.at("/open")).result == "ok"
    assert [path for _, _, path in web.asked] == ["/robots.txt", "/open"]
    assert checker.hosts["site.example"].delay == 1


def test_a_server_error_for_robots_txt_forbids_all_further_requests(web):
    web.robots = (500, "")
    assert web.checker().check(web.at("/open")).result == "robots"
    assert [path for _, _, path in web.asked] == ["/robots.txt"]


def test_one_host_gets_one_request_at_a_time_with_a_pause(web):
    web.pause = 0.05
    checker = web.checker(delay=0.05)
    started = time.monotonic()
    threads = [threading.Thread(target=checker.check, args=[web.at(f"/{number}")]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(web.most_at_once.values()) == {1}
    assert time.monotonic() - started > 5 * 0.05 + 4 * 0.05


def test_a_host_that_fails_twice_is_suspended(web):
    checker = web.checker(timeout=0.1)
    for _ in range(2):
        checker.check(web.at("/silent"))
    assert checker.is_suspended("site.example")


# HTTPS to the checked address


def test_tls_uses_the_host_name_on_the_checked_address(tmp_path, web):
    """The certificate is verified for the host name, though the connection goes to an IP address."""
    names, certificate = [], self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda connection, name, _: names.append(name)
    server = Web()
    server.socket = context.wrap_socket(server.socket, server_side=True)
    try:
        checker = server.checker()
        untrusted = checker.check(f"https://site.example:{server.port}/")
        checker.network.context.load_verify_locations(certificate)
        trusted = checker.check(f"https://site.example:{server.port}/")
        other = checker.check(f"https://other.example:{server.port}/")
    finally:
        server.shutdown()
    assert [check.result for check in (untrusted, trusted, other)] == ["certificate", "ok", "certificate"]
    assert set(names) == {"site.example", "other.example"}


def self_signed(folder):
    import subprocess

    path = folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=site.example",
         "-addext", "subjectAltName=DNS:site.example", "-keyout", folder / "key", "-out", folder / "cert"],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_text((folder / "key").read_text() + (folder / "cert").read_text())
    return path
