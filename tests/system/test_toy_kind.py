"""A new kind of record is its app, a line in settings.KINDS and a migration, and nothing else."""

import os
import re
import subprocess
import sys

from baliportal.environment import BASE_DIR

WALK = "tests/toykind/walk.py"
OURS = ("baliportal", "members", "workshops", "legislation", "resources", "templates", "static")


def test_a_kind_in_its_own_app_works_everywhere(tmp_path):
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}", "PORTAL_VAR": str(tmp_path)}
    command = [sys.executable, "-m", "pytest", "-q", "-o", "cache_dir=.pytest_cache/toykind", "-p", "no:xdist", WALK]
    done = subprocess.run(
        [*command, "--ds", "tests.toykind.settings"],
        cwd=BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert re.search(r"\b\d+ passed", done.stdout)


def test_nothing_outside_its_app_names_it():
    sources = (
        path for name in OURS for path in (BASE_DIR / name).rglob("*.*") if path.suffix in {".py", ".html", ".js"}
    )
    assert [str(path) for path in sources if "toykind" in path.read_text()] == []
