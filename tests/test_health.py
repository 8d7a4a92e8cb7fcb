"""Health checks answer supervisors in words without secrets, and logs hold no query strings."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from baliportal import health
from baliportal.logs import WithoutQuery
from legislation.models import Law

READY = ["database: ok", "migrations: ok", "index: ok, 0 changes behind", "var: ok", "cache: ok",
         "texts: 0 public files wait to be read, 0 pages for text recognition"]  # fmt: skip


@pytest.fixture
def ask():
    return RequestFactory().get("/")


def lines(response):
    return response.status_code, response.content.decode().splitlines()


def with_line(number, line):
    return 503, [*READY[:number], line, *READY[number + 1 :]]


def test_alive_is_answered_without_the_database(ask):
    assert lines(health.healthz(ask)) == (200, ["ok"])


@pytest.mark.django_db
def test_ready_is_a_line_for_each_check(ask, starter_index):
    assert lines(health.readyz(ask)) == (200, READY)


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(ask, starter_index, monkeypatch):
    monkeypatch.setattr(health, "unapplied_migrations", lambda: [("one", False), ("two", False)])
    assert lines(health.readyz(ask)) == with_line(1, "migrations: FAILED, 2 are not applied")


@pytest.mark.django_db
def test_not_ready_while_the_database_is_away_and_no_secret_is_told(ask, starter_index, monkeypatch):
    asked = []

    def away(*_, **__):
        asked.append(1)
        raise OperationalError("password=hidden")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper._cursor", away)
    status, shown = lines(health.readyz(ask))
    assert status == 503
    assert shown[0] == "database: FAILED, the database does not answer"
    assert shown[3:5] == READY[3:5]
    assert shown[2] == "index: FAILED, the database does not answer"
    assert len(asked) == 1


@pytest.mark.django_db
def test_not_ready_without_an_index_that_can_be_used(ask, monkeypatch, settings, tmp_path):
    settings.INDEX_ROOT = tmp_path / "no-index"
    monkeypatch.setattr("baliportal.search.index.sync.in_background", lambda act: None)
    monkeypatch.setattr("baliportal.search.index.sync.VISITOR_TIMEOUT", 0)
    assert lines(health.readyz(ask)) == with_line(2, "index: FAILED, there is no usable index")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "status", "line"),
    [(1, 200, "index: ok, 1 changes behind"), (11, 503, "index: FAILED, 1 changes behind for more than 10 minutes")],
)
def test_an_index_that_lags_is_told_and_only_a_long_lag_is_a_failure(
    ask, starter_index, monkeypatch, minutes, status, line
):
    monkeypatch.setattr("baliportal.search.index.sync.in_background", lambda act: None)
    Law.objects.filter(slug="my-act-670-2007").update(summary="Not yet in the index")
    monkeypatch.setattr(health.timezone, "now", lambda: datetime.now(UTC) + timedelta(minutes=minutes))
    assert lines(health.readyz(ask)) == (status, [*READY[:2], line, *READY[3:]])


@pytest.mark.django_db
def test_asking_whether_it_is_ready_brings_the_index_up_to_date(ask, starter_index):
    Law.objects.filter(slug="my-act-670-2007").update(summary="Not yet in the index")
    assert lines(health.readyz(ask)) == (200, READY)


@pytest.mark.django_db
def test_not_ready_while_var_cannot_be_written_to(ask, starter_index, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file"
    assert lines(health.readyz(ask)) == with_line(3, "var: FAILED, cannot be written to (File exists)")


@pytest.mark.django_db
def test_not_ready_while_the_cache_forgets(ask, starter_index, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert lines(health.readyz(ask)) == with_line(4, "cache: FAILED, a value that was stored does not come back")


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
