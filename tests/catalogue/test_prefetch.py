"""Parts of one state are prefetched in order despite concurrent writes, and stopping early leaves nothing open."""

import threading
import time

import pytest
from django.db import ProgrammingError, connection
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.db.consistent_read import export_snapshot, snapshot
from baliportal.catalogue.db.prefetch import PrefetchIterator, iter_parts
from baliportal.catalogue.models import Topic

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's states are not shared")


def threads():
    return [each for each in threading.enumerate() if each.name == "prefetch"]


def numbers(until, fails_at=None):
    for number in range(until):
        if number == fails_at:
            raise LookupError(f"{number}")
        yield number


@given(st.integers(0, 30))
def test_everything_comes_in_its_order(until):
    assert list(PrefetchIterator(numbers(until))) == list(range(until))


@given(st.integers(0, 30))
def test_an_exception_is_raised_after_the_items_before_it(fails_at):
    came = []
    with pytest.raises(LookupError, match=f"^{fails_at}$"):
        for number in PrefetchIterator(numbers(31, fails_at)):
            came.append(number)  # noqa: PERF402 - what came before is to be kept
    assert came == list(range(fails_at))


@given(st.integers(0, 30))
def test_stopping_early_leaves_no_thread(read):
    closed = threading.Event()

    def endless():
        try:
            yield from iter(int, 1)
        finally:
            closed.set()

    ahead = PrefetchIterator(endless())
    for _, _ in zip(range(read), ahead, strict=False):
        pass
    ahead.stop()
    assert closed.is_set()
    assert threads() == []


def labels(part):
    with connection.cursor() as cursor:
        for place in part:
            cursor.execute("SELECT %s, count(*) FROM catalogue_topic", [place])
            yield cursor.fetchone()


PARTS = [range(20), range(20, 21), range(21, 40), range(40, 90), []]


@pytest.mark.django_db
def test_inside_another_transaction_one_part_is_read_after_the_other():
    Topic.objects.create(slug="seen-by-nobody-else", label="New")
    with snapshot():
        assert export_snapshot() is None
        assert list(iter_parts(labels, PARTS)) == [(place, Topic.objects.count()) for place in range(90)]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_all_parts_are_of_the_state_that_was_begun_with():
    before, beside = Topic.objects.count(), []

    def read(part):
        beside.append(threading.current_thread())
        yield from labels(part)

    def parts():
        for number, part in enumerate(PARTS):
            write(lambda number=number: Topic.objects.create(slug=f"new-{number}", label=f"New {number}"))
            yield part

    with snapshot():
        assert list(iter_parts(read, parts())) == [(place, before) for place in range(90)]
    assert Topic.objects.count() == before + len(PARTS)
    assert len(set(beside)) == len(PARTS)
    assert threads() == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("read", [0, 1, 25])
def test_breaking_off_leaves_no_connection(read):
    with snapshot():
        rows = iter_parts(labels, PARTS)
        for _, _ in zip(range(read), rows, strict=False):
            pass
        rows.close()
        deadline = time.monotonic() + 60  # the server notices that a connection was closed when it comes to it
        while (left := open_connections()) > 1 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert left == 1
    assert threads() == []


def open_connections():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # one transaction sees the same all the time otherwise
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_is_raised():
    def wrong(part):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
            yield part

    with snapshot(), pytest.raises(ProgrammingError):
        list(iter_parts(wrong, PARTS))
    assert threads() == []


def write(act):
    def done():
        act()
        connection.close()

    thread = threading.Thread(target=done)
    thread.start()
    thread.join()
