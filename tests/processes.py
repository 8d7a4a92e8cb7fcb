"""Other processes on the test database, for what only happens between processes."""

import os
import subprocess
import sys
import time
from urllib.parse import quote

from django.db import connection

START = "import django; django.setup()\n"


def database_url():
    """The test database as DATABASE_URL names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(settings['NAME']))}"
    place = f"{quote(settings['HOST'], safe='')}:{settings['PORT']}"
    return f"postgres://{settings['USER']}:{quote(settings['PASSWORD'])}@{place}/{settings['NAME']}"


def start_python(code, var):
    """Start a process that runs this code inside the portal, with `var` as its PORTAL_VAR."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "PORTAL_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "baliportal.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, [os.getcwd(), os.environ.get("PYTHONPATH")])),
    }
    return subprocess.Popen(
        [sys.executable, "-c", START + code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_until(condition, within=60):
    """Wait until a condition holds; fail where it does not after so many seconds."""
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.1)


def finished(*processes, within=600):
    """Wait for processes that must succeed; return what each printed."""
    printed = []
    for process in processes:
        out, err = process.communicate(timeout=within)
        assert process.returncode == 0, err
        printed.append(out)
    return printed
