"""Functions that tests run in a child process."""

import os
import signal
import sys
import threading
import time

from baliportal.sandbox.errors import Refused


def lines(file, prefix):
    for line in file:
        yield {prefix: line.decode().strip()}


def surroundings(file):
    yield sorted(os.environ)
    yield sorted({name.partition(".")[0] for name in sys.modules} & {"django", "psycopg"})
    yield os.getsid(0) == os.getpid()
    yield sorted(os.listdir("/proc/self/fd"))


def prints(file):
    print("A library prints this.", flush=True)
    yield "item"


def counts(file):
    yield os.getpid()
    yield from range(10**9)


def memory(file):
    yield "before"
    yield len(bytearray(10**9))


def spins(file):
    yield "before"
    while True:
        pass


def sleeps(file):
    yield "before" * 50_000
    threading.Event().wait(600)


def starts_another(file):
    if other := os.fork():
        yield [os.getpid(), other]
        yield "x" * 200_000
    time.sleep(600)


def one_long(file):
    yield "x" * 3_000_000


def writes(file):
    with os.fdopen(0, "r+b", closefd=False) as upload:
        upload.write(b"changed")
    yield "written"


def refuses(file):
    yield "before"
    raise Refused("The file is upside down.")


def fails(file):
    yield "before"
    raise KeyError("a bug")


def dies(file):
    yield "before" * 50_000
    os.abort()


def spins_after_pid(file):
    yield [os.getpid(), "fills the buffer of the pipe" * 10_000]
    while True:
        pass


def killed(file):
    yield "before"
    os.kill(os.getpid(), signal.SIGKILL)


def spins_without_signal(file):
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    yield from spins(file)


def library(file):
    yield "before"
    raise RuntimeError("std::bad_alloc")


def aborts_without_memory(file):
    kept = b"x" * (700 * 1024 * 1024)
    yield "before"
    os.abort()
    yield len(kept)
