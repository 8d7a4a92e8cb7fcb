"""Functions in a child process: items arrive one by one, and a limit that is exceeded ends that child only."""

import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from baliportal.sandbox import stream
from baliportal.sandbox.errors import Crashed, LimitExceeded, Refused
from baliportal.sandbox.limits import MB, Limits
from baliportal.sandbox.stream import stream_limited

pytestmark = pytest.mark.system

SMALL = Limits(memory=256 * MB, cpu_seconds=5, deadline=60)


def stream_of(name, *args, content=b"", limits=SMALL):
    return stream_limited(f"tests.sandbox.functions.{name}", *args, file=io.BytesIO(content), limits=limits)


def failure_after(count, name, limits=SMALL, error=LimitExceeded):
    """The error that ends the stream after so many items."""
    items = stream_of(name, limits=limits)
    for _ in range(count):
        next(items)
    with pytest.raises(error) as raised:
        next(items)
    return raised.value


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid, within=60):
    """True once a process that was sent a signal is gone: on a busy machine that takes a moment."""
    deadline = time.monotonic() + within
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not is_alive(pid)


@pytest.mark.parametrize("opened", [io.BytesIO, tempfile.TemporaryFile])
def test_a_function_reads_the_file_from_its_start_and_yields_values(opened):
    with opened() as file:
        file.write("één\ntwo\n".encode())
        assert list(stream_limited("tests.sandbox.functions.lines", "line", file=file)) == [
            {"line": "één"},
            {"line": "two"},
        ]


def test_the_child_knows_nothing_of_the_portal(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:password@host/name")
    with open(os.devnull) as inheritable:
        os.set_inheritable(inheritable.fileno(), True)
        names, modules, has_own_session, descriptors = stream_of("surroundings")
    assert not {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"} & set(names)
    assert (modules, has_own_session) == ([], True)
    assert len(descriptors) <= 5  # standard ones, the items, and the directory that lists them


def test_what_a_library_prints_is_no_item():
    assert list(stream_of("prints")) == ["item"]


def test_the_upload_cannot_be_changed():
    with tempfile.TemporaryFile() as file:
        file.write(b"as it was")
        with pytest.raises(Crashed):
            list(stream_limited("tests.sandbox.functions.writes", file=file, limits=SMALL))
        file.seek(0)
        assert file.read() == b"as it was"


@pytest.mark.parametrize(
    ("name", "limits", "limit"),
    [
        ("memory", SMALL, "memory"),
        ("library", SMALL, "memory"),
        ("aborts_without_memory", Limits(memory=1024 * MB), "memory"),
        ("killed", SMALL, "memory"),  # as the kernel does where the machine has none left
        ("spins", Limits(cpu_seconds=1), "time"),
        ("spins_without_signal", Limits(cpu_seconds=1), "time"),
        ("sleeps", Limits(deadline=2), "time"),
        ("one_long", Limits(item=1_000_000), "output"),
        ("one_long", Limits(output=1_000_000), "output"),
    ],
)
def test_a_limit_that_is_reached_is_named(name, limits, limit):
    with pytest.raises(LimitExceeded) as raised:
        list(stream_of(name, limits=limits))
    assert raised.value.limit == limit


def test_items_before_a_failure_arrive_and_the_failure_says_what_it_is():
    assert str(failure_after(1, "refuses", error=Refused)) == "The file is upside down."
    assert str(failure_after(1, "fails", error=Crashed)) == "KeyError: 'a bug'"
    assert "status 6" in str(failure_after(1, "dies", error=Crashed))


def test_a_consumer_that_stops_ends_the_child():
    items = stream_of("counts")
    pid = next(items)
    assert is_alive(pid)
    items.close()
    assert not is_alive(pid)


def test_what_the_child_started_ends_with_it():
    items = stream_of("starts_another")
    pids = next(items)
    items.close()
    assert all(ends(pid) for pid in pids)


def test_a_slow_consumer_costs_the_child_no_time(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(stream.time, "monotonic", lambda: now[0])
    items = stream_of("counts")
    next(items)
    for _ in range(100_000):
        now[0] += 1  # a second for each item: far more than the deadline in all
        next(items)
    items.close()


def test_threads_read_side_by_side_and_no_more_than_the_server_has_memory_for(monkeypatch):
    monkeypatch.setattr(stream, "_slots", threading.BoundedSemaphore(2))
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda n: list(stream_of("lines", "n", content=b"%d" % n)), range(4)))
    assert results == [[{"n": str(n)}] for n in range(4)]
    with stream._slot(SMALL), stream._slot(SMALL):
        error = failure_after(0, "lines", Limits(deadline=0.01))
    assert error.limit == "slots"
    assert list(stream_of("prints")) == ["item"]


def test_a_child_that_is_at_work_ends_with_the_process_that_started_it():
    code = (
        "from tests.sandbox.test_stream import *\n"
        "limits = Limits(memory=256 * MB, cpu_seconds=300, deadline=300)\n"
        "items = stream_of('spins_after_pid', limits=limits)\n"
        "print(next(items)[0], flush=True)\n"
        "time.sleep(300)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with parent.stdout:
        child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.wait()
    attempts = 600
    while is_alive(child) and attempts:
        attempts -= 1
        time.sleep(0.05)
    assert not is_alive(child)
