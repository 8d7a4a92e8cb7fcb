"""Calling a function in a child process under limits, for input that must not be trusted with the server's own memory.

The limits hold against input that is hostile or only large. They are no wall against code: the child runs our own, as
the same system user.
"""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from shutil import copyfileobj

from .errors import Crashed, LimitExceeded, Refused
from .limits import Limits

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("child.py")
PIECE = 64 * 1024  # bytes read from the pipe at a time
CHILDREN = 2  # at once per server process, each as large as its limit allows
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")  # of the environment, which holds secrets

DEFAULT = Limits()
_slots = threading.BoundedSemaphore(CHILDREN)


def stream_limited(function, *args, file, limits=DEFAULT):
    """Yield what a generator function yields in a fresh process: `function` is its dotted path, `args` are JSON values.

    It gets `file`, a binary file, as its first argument, from its start on, and yields JSON values. It runs without
    Django's settings, environment or connections. Raises a SandboxError after the items that came before it: Refused
    with the function's own sentence, LimitExceeded or Crashed. The child ends when the generator is closed.
    """
    with _slot(limits), _real_file(file) as real, _process(function, args, real, limits) as process:
        for line in _lines(process.stdout.fileno(), limits):
            if line[:1] == b"+":
                yield _value(line[1:])
            else:
                return _finish(line)
        raise _death(process)


@contextmanager
def _slot(limits):
    if not _slots.acquire(timeout=limits.deadline):
        raise LimitExceeded("slots")
    try:
        yield
    finally:
        _slots.release()


@contextmanager
def _real_file(file):
    """The input as a file of the operating system, which a child can inherit; what is in memory is written to one."""
    file.seek(0)
    try:
        file.fileno()
    except (AttributeError, OSError):
        with tempfile.TemporaryFile() as copy:
            copyfileobj(file, copy)
            copy.seek(0)
            yield copy
    else:
        yield file


@contextmanager
def _process(function, args, file, limits):
    request = {"root": str(ROOT), "function": function, "args": args} | asdict(limits)
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-I", "-B", "-X", "utf8", str(CHILD), json.dumps(request)],
        stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ}, cwd="/", start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # not yet waited for, so that the group is still the child's own
        process.stdout.close()
        process.wait()


def _lines(pipe, limits):
    """Yield each line, without its end, that the child writes within the limits of time and output."""
    rest, total, left = bytearray(), 0, limits.deadline
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while True:
        begun = time.monotonic()
        ready = poll.poll(max(left, 0) * 1000)
        left -= time.monotonic() - begun
        if not ready:
            raise LimitExceeded("time")
        piece = os.read(pipe, PIECE)
        if not piece:
            return
        total += len(piece)
        rest += piece
        *lines, rest = rest.split(b"\n")
        yield from lines
        if total > limits.output or len(rest) > limits.item:
            raise LimitExceeded("output")


def _value(line):
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise Crashed("The child wrote what is not JSON.") from problem


def _finish(line):
    """Return at the end of the items, or raise what the child tells of instead."""
    if line == b".":
        return
    kind, message = _value(line[1:])
    if kind == "refused":
        raise Refused(message)
    if kind == "memory":
        raise LimitExceeded("memory")
    log.warning("A function failed in a child process: %s", message)
    raise Crashed(message)


def _death(process):
    """The error for a child that ended without a last line. Leaves it to be waited for, so that its group is known."""
    ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    if ended.si_code != os.CLD_EXITED and ended.si_status in (signal.SIGXCPU, signal.SIGKILL):
        return LimitExceeded("time")  # SIGKILL comes a second of CPU time after SIGXCPU
    return Crashed(f"The child process ended with status {ended.si_status}.")
