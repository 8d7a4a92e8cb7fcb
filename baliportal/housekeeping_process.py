"""Housekeeping beside `make run`: a small process that starts `manage.py housekeeping` every few minutes.

It is a child of the server and loads neither Django nor the portal: what a job does to its process, from a leak to a
crash in a library, ends with that run. It ends with the server, however that ends. Of several servers on one PORTAL_VAR
one has it at work, and another takes over.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

FIRST_AFTER = 60  # seconds: the first visitors of a portal that starts come first
PAUSE = 300  # seconds
COMMAND = [sys.executable, "manage.py", "housekeeping", "--minutes", "4"]
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
PR_SET_PDEATHSIG = 1


def start(var, *seconds):
    """Start it as a child of this process, which becomes the server by exec and keeps its number."""
    directory = Path(__file__).parent.parent
    arguments = [sys.executable, __file__, str(os.getpid()), str(var), *map(str, seconds)]
    return subprocess.Popen(arguments, cwd=directory, **QUIET)  # noqa: S603


def main(server, var, first_after=FIRST_AFTER, pause=PAUSE):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the server too, whose end ends this process
    with open(Path(var, "housekeeping", "process.lock"), "w") as lock:
        wait(server, first_after)
        while lives(server):
            if acquired(lock):
                run(server)
            wait(server, pause)


def wait(server, seconds):
    end = time.monotonic() + seconds
    while lives(server) and time.monotonic() < end:
        time.sleep(min(1, seconds))


def lives(server):
    return os.getppid() == server


def acquired(lock):
    """Take the lock; a second time the process that has it gets it again."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def run(server):
    # In a session of its own, which Ctrl-C does not reach.
    with subprocess.Popen(COMMAND, start_new_session=True, preexec_fn=end_with_parent, **QUIET) as job:  # noqa: S603
        while lives(server):
            try:
                job.wait(timeout=1)
                return
            except subprocess.TimeoutExpired:
                continue
        job.terminate()


def end_with_parent():
    """Where Linux has it: be terminated when the parent is killed and cannot do it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], *(float(seconds) for seconds in sys.argv[3:]))
