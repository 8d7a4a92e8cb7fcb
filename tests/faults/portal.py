"""A portal of its own under PORTAL_VAR, prepared once, with processes that are killed; Django is set up on import."""

import os
import subprocess
import sys
from contextlib import redirect_stdout

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from baliportal.environment import BASE_DIR  # noqa: E402
from baliportal.search.index.sync import catch_up  # noqa: E402

from .forking import ActFailed, result_of  # noqa: E402
from .oracle import differences  # noqa: E402


def prepare():
    """Start the portal in a new process, as an operator does; return the last line of its error output, or ""."""
    ended = subprocess.run(
        [sys.executable, "manage.py", "prepare"], cwd=BASE_DIR, capture_output=True, text=True,
        env=os.environ | {"LD_PRELOAD": ""},
    )  # fmt: skip
    return "" if ended.returncode == 0 else (ended.stderr.strip().splitlines() or ["no word"])[-1]


def fault(*, whole=True):
    """A description of the fault after a start; "" when the portal starts and its index equals its database.

    Not `whole`: only the index catches up, and its ids are compared.
    """
    try:
        wrong = result_of(_started_and_compared if whole else _caught_up_and_compared)
    except ActFailed as problem:
        return str(problem).strip().splitlines()[-1]
    return "; ".join(wrong[:3])


def _started_and_compared(say):
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        call_command("prepare")
    return differences()


def _caught_up_and_compared(say):
    catch_up()
    return differences(documents=False)


def index_directory():
    return settings.INDEX_ROOT
