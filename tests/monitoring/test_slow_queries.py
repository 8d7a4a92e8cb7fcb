"""A slow statement leaves a warning with its text and time, and never the values that somebody looked for."""

import pytest
from django.db import connection

from legislation.models import Law

pytestmark = pytest.mark.django_db


@pytest.fixture
def limit(settings):
    """A function that sets the limit in milliseconds; between two calls of the clock pass two seconds."""

    def set_limit(milliseconds):
        settings.MONITORING = settings.MONITORING | {"slow_query": milliseconds}

    return set_limit


@pytest.fixture(autouse=True)
def slow_clock(monkeypatch):
    ticks = iter(range(0, 1000, 2))
    monkeypatch.setattr("baliportal.monitoring.slow_queries.time.monotonic", lambda: next(ticks))


def test_a_slow_statement_is_logged_without_its_values(limit, json_log):
    limit(1000)
    Law.objects.filter(title="shelter-of-somebody").exists()
    (line,) = json_log()
    assert line["message"].startswith('Slow query, 2000 ms: SELECT … FROM "legislation_law"')
    assert "shelter" not in line["message"]


@pytest.mark.parametrize("milliseconds", [0, 2001])
def test_below_the_limit_or_without_one_nothing_is_logged(limit, json_log, milliseconds):
    limit(milliseconds)
    Law.objects.exists()
    assert json_log() == []


def test_a_connection_that_is_opened_anew_is_watched_once():
    from baliportal.monitoring.slow_queries import time_statement, watch

    watch(None, connection)
    watch(None, connection)
    assert connection.execute_wrappers.count(time_statement) == 1
