"""Portals in places of their own, and one with the content of the last release, on both engines."""

import lzma
import os
import subprocess
import sys

from baliportal.environment import BASE_DIR

RELEASE = sorted((BASE_DIR / "tests" / "releases").glob("*/portal.sqlite3.xz"))[-1].parent
IN_PORTAL = "from tests.system import written_portal as portal; portal."


class Portal:
    """A PORTAL_VAR with its database."""

    def __init__(self, var, url=""):
        self.var = var
        self.environment = os.environ | {"PORTAL_VAR": str(var), "DATABASE_URL": url, "PORTAL_PRODUCTION": "0"}

    def start(self, *arguments, **variables):
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments], cwd=BASE_DIR, env=self.environment | variables, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments):
        process = self.start(*arguments)
        out, err = process.communicate()
        assert process.returncode == 0, err[-2000:]
        return out

    def refused(self, *arguments, **variables):
        """Run a command that must fail; return what it said."""
        process = self.start(*arguments, **variables)
        _, err = process.communicate()
        assert process.returncode != 0
        return err

    def act(self, call):
        return self.run("shell", "--no-imports", "-c", IN_PORTAL + call)

    def writer(self, seed):
        return self.start("shell", "--no-imports", "-c", f"{IN_PORTAL}write({seed})")

    def fill(self, programs):
        """Put the content of the last release into its empty database."""
        if self.environment["DATABASE_URL"]:
            command = [programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", self.environment["DATABASE_URL"]]
            dump = lzma.decompress((RELEASE / "portal.sql.xz").read_bytes())
            subprocess.run(command, input=dump, check=True, stdout=subprocess.DEVNULL)
        else:
            self.var.mkdir(mode=0o700)
            (self.var / "portal.sqlite3").write_bytes(lzma.decompress((RELEASE / "portal.sqlite3.xz").read_bytes()))
        self.run("migrate", "--verbosity", "0")


class Portals:
    """Makes portals in directories and databases of their own; `server` is the address of a PostgreSQL or None."""

    def __init__(self, directory, server=None, programs=None):
        self._directory, self._server, self._programs = directory, server, programs

    @property
    def is_postgresql(self):
        return self._server is not None

    def empty(self, name):
        if self._server is None:
            return Portal(self._directory / name)
        command = [self._programs / "psql", "-q", self._server, "-c", f"CREATE DATABASE {name}"]
        subprocess.run(command, check=True)
        return Portal(self._directory / name, f"{self._server.rpartition('/')[0]}/{name}")

    def released(self, name):
        made = self.empty(name)
        made.fill(self._programs)
        return made
