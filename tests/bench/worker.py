"""A child process that carries out commands one at a time, times them itself, and is killed after a deadline.

A request is a line of JSON on its standard input, the answer a line on its standard output. It ends with the process that
started it, as its input then ends.
"""

import json
import os
import resource
import select
import subprocess
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).parents[2]


class TooSlow(Exception):
    """No answer within the deadline; the process has been killed."""


class Failed(Exception):
    """The process answered with an error, or ended."""


class Worker:
    def __init__(self, *command, **environment):
        self._command, self._environment = command, environment
        self._process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def ask(self, command, within, **arguments):
        """The answer to one request; starts the process when there is none. `within` in seconds."""
        if self._process is None:
            self._start()
        self._process.stdin.write(json.dumps([command, arguments]).encode() + b"\n")
        answer = json.loads(self._line(time.monotonic() + within))
        if isinstance(answer, dict) and "error" in answer:
            raise Failed(answer["error"])
        return answer

    def close(self):
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process.stdin.close()
            self._process.stdout.close()
            self._process = None

    def _start(self):
        left_out = ("DATABASE_URL", "REPLICA_URL", "CACHE_URL", "PORTAL_PRODUCTION")
        environment = {key: value for key, value in os.environ.items() if key not in left_out} | self._environment
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )

    def _line(self, deadline):
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._process.stdout], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                self.close()
                raise TooSlow
            piece = os.read(self._process.stdout.fileno(), 65536)
            if not piece:
                self.close()
                raise Failed("the process ended")
            line += piece
        return line


def serve(commands):
    """The loop of the child process: run the named command of each request until its input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is printed goes to standard error
    for line in sys.stdin:
        command, arguments = json.loads(line)
        try:
            answer = commands[command](**arguments)
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), file=answers, flush=True)


def timed(function):
    """(milliseconds, result) of a call."""
    start = time.perf_counter()
    result = function()
    return (time.perf_counter() - start) * 1000, result


def cost(function):
    """Seconds and CPU seconds of a call, and this process's peak memory in MB."""
    cpu = time.process_time()
    ms, _ = timed(function)
    return {"seconds": ms / 1000, "cpu": time.process_time() - cpu, "memory": _peak_memory()}


def _peak_memory():
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform == "linux" else most / 1024**2


def size_of(directory):
    """Bytes of all files under it, in MB."""
    return sum(path.stat().st_size for path in Path(directory).rglob("*") if path.is_file()) / 1e6
