"""Every answer of 5xx leaves exactly one line in the log, and no line tells what somebody looked for or who it was."""

import io
import logging
import re

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from baliportal.logs import LOG_LINE, OneLine
from baliportal.server import log_in_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]


@pytest.fixture
def log():
    """Text that the portal's handler writes to standard error during a test."""
    (handler,) = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, OneLine)]
    before = handler.setStream(io.StringIO())
    yield handler.stream
    handler.setStream(before)


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = "tests.faulty_urls"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.faulty_urls.FaultyMiddleware"]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("status", "address", "words"),
    [
        (500, "/faulty/value/", r"ERROR django\.request: Internal Server Error: /faulty/value/ ValueError at .*faulty_urls"),
        (500, "/faulty/middleware/", r"Internal Server Error: /faulty/middleware/ ValueError at .*faulty_urls"),
        (503, "/faulty/database/", r"Service Unavailable: /faulty/database/ OperationalError at .*faulty_urls"),
        (502, "/faulty/answer/", r"ERROR django\.request: Bad Gateway: /faulty/answer/$"),
    ],
)  # fmt: skip
def test_an_answer_of_5xx_leaves_one_line_without_anybodys_data(visitor, log, status, address, words):
    assert visitor.get(f"{address}?q=shelter").status_code == status
    (line,) = log.getvalue().splitlines()
    assert re.search(words, line)
    assert not re.search("shelter|putri@example.org|hidden", line)


def test_a_foreign_host_leaves_no_line(visitor, log):
    assert visitor.get("/about/", headers={"host": "evil.example"}).status_code == 400
    assert log.getvalue() == ""


@pytest.mark.parametrize("address", ["/about/", "/legislation.csv", "/topics/"])
def test_while_the_database_is_away_every_page_says_so_and_when_to_come_again(visitor, log, monkeypatch, address):
    visitor.get(address)  # one of them is in the page cache from here on
    away_from_here_on(monkeypatch)
    response = visitor.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert b"not available at the moment" in response.content
    assert len([line for line in log.getvalue().splitlines() if " ERROR " in line]) == 1


def away_from_here_on(monkeypatch):
    def away(*_, **__):
        raise OperationalError("password=hidden")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper._cursor", away)


def test_readiness_that_fails_leaves_one_line(visitor, log, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *_: None)
    assert visitor.get("/readyz").status_code == 503
    assert len(log.getvalue().splitlines()) == 1


def test_an_answer_that_breaks_off_while_it_is_sent_is_one_line_of_the_server(visitor):
    error_log = logging.Logger("gunicorn.error")
    error_log.addHandler(logging.StreamHandler(io.StringIO()))
    log_in_one_line(error_log)
    try:
        list(visitor.get("/faulty/stream/").streaming_content)
    except ValueError:
        error_log.exception("Error handling request %s", "/faulty/stream/?q=shelter")  # as gunicorn does
    (line,) = error_log.handlers[0].stream.getvalue().splitlines()
    assert re.search(r"Error handling request /faulty/stream/ ValueError at .*faulty_urls.py:\d+ pieces$", line)


def test_a_cause_is_named_too_and_a_message_that_names_code_or_the_machine():
    try:
        try:
            open("/nowhere/putri")  # noqa: SIM115
        except OSError as problem:
            raise AttributeError("no attribute 'slug'") from problem
    except AttributeError as problem:
        record = logging.LogRecord("one", logging.ERROR, "", 1, "Failed\nhere", (), (type(problem), problem, None))
    line = OneLine(LOG_LINE).format(record)
    assert "Failed here AttributeError (no attribute 'slug') at" in line
    assert "; caused by FileNotFoundError (No such file or directory) at" in line
    assert "/nowhere/putri" not in line
