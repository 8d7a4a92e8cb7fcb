"""The guide and the files under docs/deploy/, as a person reads them, with the places of this machine in them."""

import os
import re
import shlex
import sys
from pathlib import Path

from baliportal.environment import BASE_DIR

DEPLOY = BASE_DIR / "docs" / "deploy"
GUIDE = (BASE_DIR / "docs/deploy.md").read_text()
HOST = "portal.example"


def command_of(program):
    """The guide's command that runs this program, as an argument list."""
    (line,) = re.findall(rf"^(?:sudo -u postgres )?({program} .*)$", GUIDE, re.MULTILINE)
    return shlex.split(line)


def environment(**values):
    """docs/deploy/portal.env with these values, as systemd reads it."""
    pairs = dict(line.split("=", 1) for line in (DEPLOY / "portal.env").read_text().splitlines() if line[:1] not in "#")
    return {name: value for name, value in (pairs | values).items() if value}


def unit(name):
    """The text of a unit with the places of this machine: of the code and of its programs."""
    return placed((DEPLOY / "systemd" / name).read_text())


def placed(text):
    """The text with the code and its programs where they are on this machine."""
    text = text.replace("/srv/baliportal/current/.venv/bin", str(Path(sys.executable).parent))
    return text.replace("/srv/baliportal/current", str(BASE_DIR))


def command(key, text):
    """The command of a unit's line ExecStart= or ExecStartPre=, as an argument list."""
    (line,) = re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)
    return shlex.split(line)


def nginx_configuration(directory, *, http, https, portal):
    """A whole configuration around docs/deploy/nginx/baliportal.conf, with ports and directories of this machine."""
    site = (DEPLOY / "nginx/baliportal.conf").read_text()
    changes = [
        (r"^\s*listen \[::\]:.*\n", ""),
        (r"listen 80\b", f"listen 127.0.0.1:{http}"),
        (r"listen 443\b", f"listen 127.0.0.1:{https}"),
        (r"server 127\.0\.0\.1:8000", f"server 127.0.0.1:{portal}"),
        (r"/etc/baliportal/tls", str(directory)),
        (r"/var/log/baliportal", str(directory)),
    ]
    for old, new in changes:
        site, count = re.subn(old, new, site, flags=re.MULTILINE)
        assert count, old
    owner = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"{kind}_temp_path {directory}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{owner}pid {directory}/nginx.pid;\ndaemon off;\nerror_log {directory}/main.log;\n"
        f"events {{ worker_connections 256; }}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n"
    )
