"""Every answer of 5xx leaves exactly one line in the log, and no line tells what somebody looked for or who it was."""

import io
import logging
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.utils.module_loading import import_string
from gunicorn.config import Config

from baliportal import server
from baliportal.access_log import AccessLog
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
def test_while_the_database_is_away_what_is_not_kept_says_so_and_when_to_come_again(visitor, log, monkeypatch, address):
    away_from_here_on(monkeypatch)
    response = visitor.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert b"not available at the moment" in response.content
    assert b"database does not answer" in response.content
    assert len([line for line in log.getvalue().splitlines() if " ERROR " in line]) == 1


@pytest.mark.parametrize("address", ["/help/xx/", "/help/th/lost/", "/help/en/?q=shelter"])
def test_who_looks_for_help_leaves_no_line(log, address):
    logging.getLogger("django.server").info('"GET %s HTTP/1.1" %s %s', address, 200, 21000)  # as runserver does
    Client().get(address)
    Client().post("/help/")
    assert log.getvalue() == ""


@pytest.mark.parametrize("address", ["/search/help/xx/", "/help-lines/xx/"])
def test_other_pages_with_help_in_their_address_leave_theirs(log, address):
    Client().get(address, headers={"host": "testserver", "referer": "http://testserver/"})
    assert f"Not Found: {address}" in log.getvalue()


def test_an_error_of_the_help_page_leaves_one_line_without_its_address(log, monkeypatch):
    monkeypatch.setattr("members.help_lines.views.HelpFacts.read", lambda translation: 1 / 0)
    assert Client(raise_request_exception=False).get("/help/my/").status_code == 500
    (line,) = log.getvalue().splitlines()
    assert "Internal Server Error: (a page that is not logged) ZeroDivisionError" in line
    assert "/help/" not in line.split(" at ")[0]


@pytest.mark.parametrize(
    ("path", "lines"), [("/help/", 0), ("/help/my/", 0), ("/help", 0), ("/search/help/", 1), ("/help-lines/", 1)]
)
def test_an_access_log_of_the_server_leaves_the_help_page_out(path, lines):
    config = Config()
    config.set("accesslog", "-")
    access_log = AccessLog(config)
    access_log.access_log.handlers = [logging.StreamHandler(io.StringIO())]
    environ = {"PATH_INFO": path, "RAW_URI": path, "REQUEST_METHOD": "GET", "SERVER_PROTOCOL": "HTTP/1.1"}
    answer, request = SimpleNamespace(status="200 OK", sent=1, headers=[]), SimpleNamespace(headers=[])
    access_log.access(answer, request, environ, timedelta(seconds=1))
    assert len(access_log.access_log.handlers[0].stream.getvalue().splitlines()) == lines


def test_the_server_uses_this_log():
    assert import_string(server.logger_class) is AccessLog


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
