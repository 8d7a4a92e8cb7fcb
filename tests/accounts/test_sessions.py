"""Session timeouts: after a time without requests, and after the longest duration in any case."""

from datetime import timedelta

import pytest
from django.urls import reverse

from baliportal.accounts.sign_in import session_timeout

from .sign_in_steps import give_password, is_inside

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch, settings):
    """A clock to move; sessions last an hour idle and three in all."""
    settings.SESSION_IDLE, settings.SESSION_LONGEST = timedelta(hours=1), timedelta(hours=3)

    class Clock:
        now = 1_800_000_000.0

        def time(self):
            return self.now

        def advance(self, **span):
            self.now += timedelta(**span).total_seconds()

    clock = Clock()
    monkeypatch.setattr(session_timeout, "time", clock)
    monkeypatch.setattr("baliportal.accounts.sign_in.authentication.time", clock)
    return clock


def test_an_idle_session_ends_and_the_page_says_why(client, putri, clock):
    give_password(client, "putri")
    clock.advance(minutes=59)
    assert is_inside(client)
    clock.advance(minutes=59)
    assert is_inside(client)
    clock.advance(minutes=62)
    page = client.get(reverse("admin:index"), follow=True).content.decode()
    assert "You were signed out because your session was old" in page
    assert not is_inside(client)


def test_a_busy_session_ends_too(client, putri, clock):
    give_password(client, "putri")
    for _ in range(5):
        clock.advance(minutes=30)
        assert is_inside(client)
    clock.advance(minutes=31)
    assert not is_inside(client)


def test_a_session_is_written_at_most_once_a_minute(client, putri, clock, django_assert_num_queries):
    client.force_login(putri)
    is_inside(client)
    clock.advance(seconds=30)
    seen = client.session[session_timeout.LAST_SEEN]
    is_inside(client)
    assert client.session[session_timeout.LAST_SEEN] == seen
    clock.advance(seconds=31)
    is_inside(client)
    assert client.session[session_timeout.LAST_SEEN] > seen


def test_visitors_get_no_session(vera):
    vera.get("/about/")
    assert not vera.cookies
