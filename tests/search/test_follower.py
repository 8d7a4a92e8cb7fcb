"""A machine's index follows commits made elsewhere without a visitor, by one process of each machine, and never fails."""

import threading
import time

import pytest
from django.db import OperationalError

from baliportal.catalogue.journal.head import newest_head
from baliportal.catalogue.models import Change
from baliportal.search.index import follower
from baliportal.search.index.storage import IndexStorage
from baliportal.search.index.sync import get_index, is_behind
from legislation.models import Law


@pytest.fixture
def commits_elsewhere(starter, monkeypatch):
    """Commits of this test are not applied to the index by the process that makes them."""
    monkeypatch.setattr("baliportal.search.index.sync.MAX_SYNCHRONOUS", -1)
    monkeypatch.setattr("baliportal.search.index.sync.in_background", lambda act: None)


@pytest.fixture
def following():
    """Start a follower, which ends with the test."""
    started = []

    def start():
        started.append(follower.Follower())
        started[-1].start()
        return started[-1]

    yield start
    for each in started:
        each.stop()


def commit():
    Law.objects.filter(slug="my-act-670-2007").update(summary=f"Written elsewhere, {Change.objects.count()}")


def until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_commit_is_found_without_a_visitor_and_the_thread_ends_with_the_server(commits_elsewhere, following):
    commit()
    assert is_behind(get_index())
    thread = following()
    until(lambda: not is_behind(get_index()))
    commit()
    until(lambda: not is_behind(get_index()))
    thread.stop()
    assert "index-follower" not in {each.name for each in threading.enumerate()}


def test_a_notification_ends_the_wait_and_a_lost_one_only_prolongs_it(commits_elsewhere):
    with follower.listening() as listener:
        before = listener.head()
        listener.wait(0.01, threading.Event())
        commit()
        assert listener.head().number == before.number + 1
        listener.wait(60 if listener._connection.vendor == "postgresql" else 0, threading.Event())


def test_one_process_of_a_machine_follows_and_another_takes_over(commits_elsewhere, following, monkeypatch, settings):
    monkeypatch.setattr(follower, "PAUSE", 0.02)
    commit()
    with IndexStorage(settings.INDEX_ROOT).lock("following") as is_locked:
        assert is_locked
        following()
        time.sleep(0.2)
        assert is_behind(get_index())
    until(lambda: not is_behind(get_index()))


def test_an_error_of_the_database_ends_no_thread(commits_elsewhere, following, monkeypatch):
    monkeypatch.setattr(follower, "PAUSE", 0.02)
    errors, listening = [1, 2, 3], follower.listening

    def away_at_first():
        if errors:
            raise OperationalError(errors.pop())
        return listening()

    monkeypatch.setattr(follower, "listening", away_at_first)
    commit()
    following()
    until(lambda: not is_behind(get_index()))
    assert errors == []


def test_an_index_that_could_not_be_written_is_left_alone_for_a_while(commits_elsewhere, monkeypatch):
    class Listener:
        head = staticmethod(newest_head)

    commit()
    get_index().backoff.start()
    follower.follow(Listener)
    assert is_behind(get_index())
    get_index().backoff.end()
    follower.follow(Listener)
    assert not is_behind(get_index())
