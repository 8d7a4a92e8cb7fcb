"""Run a generator function in a child process under limits, for input that could exhaust the memory of the server.

The limits protect against hostile or very large input, not against hostile code: the child runs code of the portal as
the same system user.
"""

import json
import logging
import os
import resource
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
CHUNK_BYTES = 64 * 1024  # Bytes read from the pipe at a time.
CRASHES = [-one for one in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP)]
MEMORY_WORDS = ("memory", "bad_alloc", "bad alloc")  # In the errors of libraries that were refused memory.
CHILDREN = 2  # Children at once per server process, because each may use as much memory as its limit allows.
# The only environment variables the child gets, because the others may hold secrets.
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")

DEFAULT = Limits()
_slots = threading.BoundedSemaphore(CHILDREN)


def stream_limited(function, *args, file, limits=DEFAULT):
    """Yield the items of a generator function that runs in a new process.

    `function` is its dotted path. It is called with `file`, a binary file at its start, and `args`, which are JSON
    values, and yields JSON values. It runs without Django's settings, environment or connections.

    Raises Refused with the function's own message, LimitExceeded or Crashed, after the items before the failure. The
    child is killed when the generator is closed.
    """
    with _slot(limits), _inheritable_file(file) as stdin, _process(function, args, stdin, limits) as process:
        for line in _lines(process.stdout.fileno(), limits):
            if line[:1] == b"+":
                yield _parse_item(line[1:])
            else:
                return _raise_failure(line)
        raise _exit_error(process, limits)


@contextmanager
def _slot(limits):
    if not _slots.acquire(timeout=limits.deadline):
        raise LimitExceeded("slots")
    try:
        yield
    finally:
        _slots.release()


@contextmanager
def _inheritable_file(file):
    """Yield the input as a file with a descriptor, which a child can inherit; input in memory is copied to one."""
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
    request = {"root": str(ROOT), "parent": os.getpid(), "function": function, "args": args} | asdict(limits)
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-I", "-B", "-X", "utf8", str(CHILD), json.dumps(request)],
        stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ}, cwd="/", start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        _end(process)
        process.stdout.close()


def _lines(pipe, limits):
    """Yield the lines of the child without line ends. Raises LimitExceeded for the limits of time and output."""
    rest, total, left = bytearray(), 0, limits.deadline
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while True:
        begun = time.monotonic()
        ready = poll.poll(max(left, 0) * 1000)
        left -= time.monotonic() - begun
        if not ready:
            raise LimitExceeded("time")
        chunk = os.read(pipe, CHUNK_BYTES)
        if not chunk:
            return
        total += len(chunk)
        rest += chunk
        *lines, rest = rest.split(b"\n")
        yield from lines
        if total > limits.output or len(rest) > limits.item:
            raise LimitExceeded("output")


def _parse_item(line):
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise Crashed("The child wrote what is not JSON.") from problem


def _raise_failure(line):
    """Return for the end mark, or raise the error in the last line of the child."""
    if line == b".":
        return
    kind, message = _parse_item(line[1:])
    if kind == "refused":
        raise Refused(message)
    if kind == "memory" or any(word in message.lower() for word in MEMORY_WORDS):
        raise LimitExceeded("memory")
    log.warning("A function failed in a child process: %s", message)
    raise Crashed(message)


def _exit_error(process, limits):
    """The error for a child that ended without a last line, by its signal and by what it used."""
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    usage = _end(process)
    if process.returncode == -signal.SIGXCPU:
        return LimitExceeded("time")
    if process.returncode == -signal.SIGKILL:
        # The kernel ends what blocks SIGXCPU a second later, and whatever takes the memory of the machine at any time.
        return LimitExceeded("time" if usage.ru_utime + usage.ru_stime >= limits.cpu_seconds else "memory")
    if process.returncode in CRASHES and _took_memory(usage, limits):
        return LimitExceeded("memory")
    return Crashed(f"The child process ended with status {abs(process.returncode)}.")


def _took_memory(usage, limits):
    """True where a child used half of its limit or more: libraries abort when they are refused the other half.

    The kernel counts for a child what its parent had when it started it, so that a smaller number says nothing.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss > own and usage.ru_maxrss * 1024 * 2 >= limits.memory


def _end(process):
    """Kill what is left of the process group, reap the child, and return its usage; None where that was done."""
    if process.returncode is not None:
        return None
    os.killpg(process.pid, signal.SIGKILL)  # Before the wait, so that the group cannot belong to another process yet.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage
