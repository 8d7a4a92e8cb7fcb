"""Writes the databases of this release into tests/releases/: `python -m tools.make_release_databases`.

Each release keeps its own, as SQLite file and as PostgreSQL dump in text, both compressed. A test upgrades every one of
them to the newest code (tests/system/test_upgrade.py). Beside the starter content they hold what a curator made: people
in roles, drafts, a withdrawn record, a proposal, an imported and an undone batch, a merged record.
"""

import lzma
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).parent.parent
FILL = "from tests.releases.content import fill; fill()"


def main():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    target = ROOT / "tests" / "releases" / version
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var:
        _make(var, {})
        _compress(_closed(Path(var) / "portal.sqlite3"), target / "portal.sqlite3.xz")
    programs = postgres.installed_programs()
    with postgres.server(programs) as url, tempfile.TemporaryDirectory() as var:
        _make(var, {"DATABASE_URL": url})
        dump = Path(var) / "portal.sql"
        command = [programs / "pg_dump", "--no-owner", "--no-privileges", f"--file={dump}", f"--dbname={url}"]
        subprocess.run(command, check=True)
        _compress(dump, target / "portal.sql.xz")


def _make(var, settings):
    environment = os.environ | {"PORTAL_VAR": var} | settings
    for arguments in (["prepare"], ["shell", "--no-imports", "-c", FILL]):
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def _closed(database):
    """The database with everything of its write-ahead log in it."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("VACUUM")
    connection.close()
    return database


def _compress(source, target):
    with source.open("rb") as plain, lzma.open(target, "wb", preset=9) as packed:
        shutil.copyfileobj(plain, packed)


if __name__ == "__main__":
    main()
