"""A portal as the guide deploys it: PostgreSQL, gunicorn and nginx with TLS, for all tests of this folder."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from baliportal.environment import BASE_DIR

from ... import postgres
from ...processes import wait_until
from . import guide

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@dataclass
class Deployment:
    directory: Path
    environment: dict
    ports: dict = field(default_factory=dict)
    server: subprocess.Popen = None

    def run(self, arguments):
        """Run a command of a unit to its end, with the environment of the portal."""
        return subprocess.run(arguments, cwd=BASE_DIR, env=self.environment, capture_output=True, text=True)

    def ask(self, path, *, method="GET", headers=None, body=None, source="127.0.0.1", port="https"):
        """Send a request to nginx by TLS, or to another port without; return the answer, its body read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[port], timeout=60)
        connection.sock = socket.create_connection(("127.0.0.1", self.ports[port]), 60, (source, 0))
        if port == "https":
            trusted = ssl.create_default_context(cafile=self.directory / "fullchain.pem")
            connection.sock = trusted.wrap_socket(connection.sock, server_hostname=guide.HOST)
        connection.request(method, path, body, {"Host": guide.HOST, "Accept-Encoding": "identity"} | (headers or {}))
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    def lines(self, name):
        return (self.directory / name).read_text().splitlines()


@pytest.fixture(scope="session")
def deployment(tmp_path_factory):
    programs = postgres.installed_programs()
    if not (NGINX and programs):
        pytest.skip("nginx and PostgreSQL are not installed here: apt install nginx-light postgresql")
    directory = tmp_path_factory.mktemp("deployment")
    with postgres.server(programs) as url:
        cluster = unquote(url.partition("@")[2].partition("/")[0])
        make_database(programs, cluster)
        ports = {name: free_port() for name in ("http", "https", "portal")}
        deployed = Deployment(directory, environment_of(directory, cluster, ports["portal"]), ports)
        with portal(deployed), nginx(deployed):
            yield deployed


def make_database(programs, cluster):
    surroundings = os.environ | {"PGHOST": cluster, "PGUSER": "portal"}
    for program in ("createuser", "createdb"):
        arguments = guide.command_of(program)
        subprocess.run([programs / arguments[0], *arguments[1:]], env=surroundings, check=True)


def environment_of(directory, cluster, port):
    own = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "COVERAGE_PROCESS_START")
    }
    return own | guide.environment(
        SECRET_KEY="correct-horse-battery-staple-0123456789-and-then-some-more",
        DATABASE_URL=f"postgres://baliportal@{quote(cluster, safe='')}/baliportal",
        PORTAL_VAR=str(directory / "var"),
        PORT=str(port),
        BACKUP_DIR=str(directory / "backups"),
        PORTAL_METRICS_TOKEN="a-token-of-twenty-characters-or-more",
    )


@contextmanager
def portal(deployed):
    unit = guide.unit("baliportal.service")
    prepared = deployed.run(guide.command("ExecStartPre", unit))
    assert prepared.returncode == 0, prepared.stderr
    with open(deployed.directory / "portal.log", "w") as log:
        command = [sys.executable, *guide.command("ExecStart", unit)]
        deployed.server = subprocess.Popen(command, cwd=BASE_DIR, env=deployed.environment, stdout=log, stderr=log)
        try:
            wait_until(lambda: answers(deployed.ports["portal"]))
            yield
        finally:
            deployed.server.terminate()
            deployed.server.wait(timeout=60)


@contextmanager
def nginx(deployed):
    directory = deployed.directory
    make_certificate(directory)
    ports = deployed.ports
    text = guide.nginx_configuration(directory, http=ports["http"], https=ports["https"], portal=ports["portal"])
    (directory / "nginx.conf").write_text(text)
    command = [NGINX, "-p", directory, "-e", directory / "main.log", "-c", directory / "nginx.conf"]
    subprocess.run([*command, "-t"], check=True)
    server = subprocess.Popen(command)
    try:
        wait_until(lambda: answers(ports["https"]))
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def make_certificate(directory):
    command = [part.replace("/etc/baliportal/tls", str(directory)) for part in guide.command_of("openssl")]
    subprocess.run(command, check=True, capture_output=True)


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
