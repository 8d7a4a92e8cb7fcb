"""Web servers of the portal, each with a PORTAL_VAR of its own, and a curator who commits beside them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from baliportal.environment import BASE_DIR
from baliportal.search.index.index import Index, IndexUnusable
from baliportal.search.index.version import index_version

from .postgres_pair import free_port

SERVER = [sys.executable, "-m", "gunicorn", "--config", "python:baliportal.server", "--workers", "1"]


def until(condition, seconds=90):
    """Wait until something holds; seconds only bound a test that would never end."""
    end = time.monotonic() + seconds
    while not (outcome := condition()):
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.02)
    return outcome


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.text = status, headers, body.decode("utf-8", "replace")


class Machine:
    """One web server."""

    def __init__(self, var, **environment):
        self.var, self.port, self.process = var, free_port(), None
        self.environment = os.environ | environment | {"PORTAL_VAR": str(var), "PORT": str(self.port)}
        self.environment |= {"DATABASE_POOL": "1", "DJANGO_SETTINGS_MODULE": "baliportal.settings"}

    def copy_of(self, other):
        shutil.copytree(other.var, self.var, dirs_exist_ok=True)
        return self

    def manage(self, *arguments):
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=BASE_DIR, env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip

    def start(self):
        with open(self.var / "server.log", "a") as log:
            self.process = subprocess.Popen(SERVER, cwd=BASE_DIR, env=self.environment, stdout=log, stderr=log)
        return self

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)
            self.process = None

    def get(self, path, **headers):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.headers, refused.read())

    def is_up(self):
        try:
            return self.get("/healthz").status == 200
        except OSError:
            return False

    def found(self, words):
        """The titles that a search finds."""
        return [each["title"] for each in json.loads(self.get(f"/search.json?q={words}").text)["results"]]

    @property
    def position(self):
        """The position of its index in the journal, read from its disk: no visitor has to come."""
        try:
            return Index(self.var / "index", index_version()).position
        except IndexUnusable:
            return None


class Curator:
    """A process that commits to the primary and updates the index of one machine only."""

    def __init__(self, machine):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
        command = [sys.executable, "-m", "tests.system.replication.curator"]
        self.process = subprocess.Popen(
            command, cwd=BASE_DIR, env=machine.environment | {"DATABASE_POOL": "0"}, **pipes
        )

    def __getattr__(self, act):
        """Run a function of the module `curator`; returns the position of the journal after its commit."""

        def run(*arguments):
            self.process.stdin.write(json.dumps([act, *arguments]) + "\n")
            answer = json.loads(self.process.stdout.readline())
            return tuple(answer) if isinstance(answer, list) else answer

        return run

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)
