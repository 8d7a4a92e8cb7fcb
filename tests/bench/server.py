"""A program that serves on the loopback for a while."""

import os
import socket
import subprocess
import time

from .visitor import Visitor
from .worker import ROOT


class Server:
    """A program that serves on a port; `with` starts it, waits until it answers, and ends it."""

    def __init__(self, command, port, sign, log=None, **environment):
        self.command, self.port, self._sign, self._environment, self._log = command, port, sign, environment, log

    def __enter__(self):
        environment = os.environ | self._environment
        self._process = subprocess.Popen(
            [str(part) for part in self.command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=self._log
        )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return Visitor(self.port)

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait(self, seconds=60):
        end = time.monotonic() + seconds
        while True:
            try:
                return Visitor(self.port, 5).get(self._sign)
            except OSError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
