"""Backups killed at random moments: python -m tests.faults.backup_kills KILLS [SEED]

After each kill every set is compared with its SHA-256, and no file is named by none. Works on PORTAL_VAR and
DATABASE_URL, which must be for nothing else; prints one JSON object with what came of it.
"""

import json
import random
import sys
import time

from . import portal  # sets Django up

# isort: split
from django.conf import settings

from baliportal.backups.backup_directory import BackupDirectory, BackupSet
from baliportal.backups.encryption import Keys
from baliportal.backups.making import make_backup
from baliportal.backups.retention import keep_newest, remove_unnamed_files
from baliportal.backups.verification import Verification
from resources.models import Resource

from ..files.storing import file_of
from .forking import killed_after

LONGEST = 3.0  # seconds of work before the kill
KEEP = 3


def series(kills, seed=0):
    """Kill so many processes that back up again and again; the figures, and each fault."""
    moments, begun = random.Random(seed), time.monotonic()
    wrong = [word for word in [portal.prepare()] if word]
    directory = BackupDirectory(settings.VAR / "backups")
    directory.make()
    for number in range(kills):
        word = killed_after(_back_up_for_ever(directory), moments.uniform(0, LONGEST)) or "; ".join(_faults(directory))
        wrong += [f"backup, kill {number + 1}: {word}"] if word else []
    with directory.exclusive():
        wrong += ["copies without a set"] * bool(keep_newest(directory, 1) and remove_unnamed_files(directory))
    return {"kills": kills, "wrong": wrong, "seconds": round(time.monotonic() - begun)}


def _back_up_for_ever(directory):
    def act(say):
        say("begun")
        while True:
            file_of(Resource.objects.order_by("?").first(), random.randbytes(1_000_000), language="en")
            with directory.exclusive():
                make_backup(directory, Keys())
                keep_newest(directory, KEEP)

    return act


def _faults(directory):
    verification = Verification(directory)
    return [words for name in directory.names() for words in verification.problems(BackupSet(directory, name))]


if __name__ == "__main__":
    print(json.dumps(series(*map(int, sys.argv[1:]))))
