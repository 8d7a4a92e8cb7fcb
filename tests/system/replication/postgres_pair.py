"""A primary and a streaming replica on loopback, which a test may stop, start and pause."""

import shutil
import socket
import subprocess
from pathlib import Path

from ... import postgres

SETTINGS = {"wal_level": "replica", "max_wal_senders": "4", "hot_standby": "on", "max_connections": "60",
            "wal_keep_size": "256MB", "track_activity_query_size": "16384"}  # fmt: skip


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Server:
    """One PostgreSQL with its data in `directory`."""

    def __init__(self, programs, directory, account):
        self.programs, self.directory, self.account = programs, directory, account
        self.port, self.process = free_port(), None

    @property
    def url(self):
        return f"postgres://portal@127.0.0.1:{self.port}/portal"

    def start(self):
        settings = postgres.SETTINGS | SETTINGS | {"listen_addresses": "127.0.0.1", "port": str(self.port)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        command = [self.programs / "postgres", "-D", f"{self.directory}/data", "-k", self.directory, *options]
        with open(f"{self.directory}/log", "a+") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.directory, start_new_session=True, **self.account
            )
            question = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            while subprocess.run(question).returncode != 0:
                assert self.process.poll() is None, Path(self.directory, "log").read_text()

    def stop(self):
        if self.process:
            postgres.stop(self.process)
            self.process = None

    def sql(self, statement):
        command = [self.programs / "psql", "-qtAX", "-v", "ON_ERROR_STOP=1", self.url, "-c", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


class Pair:
    """The primary and its replica, both running."""

    def __init__(self, programs, directory):
        account = postgres.account_to_run_as()
        places = [directory / "primary", directory / "replica"]
        for place in places:
            place.mkdir(parents=True)
            if account:
                shutil.chown(place, **account)
        self.primary, self.replica = (Server(programs, str(place), account) for place in places)
        postgres.make_cluster(programs, self.primary.directory, account)
        self.primary.start()
        address = ["-h", "127.0.0.1", "-p", str(self.primary.port), "-U", "portal"]
        subprocess.run([programs / "createdb", *address, "portal"], check=True)
        copy = [
            programs / "pg_basebackup",
            *address,
            "-D",
            f"{self.replica.directory}/data",
            "-R",
            "-c",
            "fast",
            "--no-sync",
        ]
        subprocess.run(copy, check=True, cwd=self.replica.directory, **account)
        self.replica.start()

    def close(self):
        self.replica.stop()
        self.primary.stop()
