"""What a supervisor is told, and what no log line tells."""

import logging

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from baliportal import health
from baliportal.logs import WithoutQuery


@pytest.fixture
def ask():
    return RequestFactory().get("/")


def test_alive_is_answered_without_the_database(ask):
    response = health.healthz(ask)
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_with_every_migration_applied(ask):
    response = health.readyz(ask)
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_not_ready_while_migrations_wait(ask, monkeypatch):
    monkeypatch.setattr(health, "unapplied_migrations", lambda: [("one", False), ("two", False)])
    response = health.readyz(ask)
    assert (response.status_code, response.content) == (503, b"2 migrations are not applied\n")


def test_not_ready_while_the_database_is_away(ask, monkeypatch):
    def away():
        raise OperationalError("password=hidden")

    monkeypatch.setattr(health, "unapplied_migrations", away)
    response = health.readyz(ask)
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


@pytest.mark.parametrize("view", [health.healthz, health.readyz])
def test_health_is_only_ever_read(view):
    assert view(RequestFactory().post("/")).status_code == 405


@pytest.mark.parametrize(
    ("message", "arguments", "line"),
    [
        ("Not Found: %s", ["/search/?q=shelter"], "Not Found: /search/"),
        ('"%s" %s', ["GET /search.csv?q=shelter&country=tl HTTP/1.1", 200], '"GET /search.csv HTTP/1.1" 200'),
        ("Really? Yes: 100%", [], "Really? Yes: 100%"),
    ],
)
def test_no_log_line_says_what_somebody_looked_for(message, arguments, line):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, tuple(arguments), None)
    assert WithoutQuery().filter(record)
    assert record.getMessage() == line
