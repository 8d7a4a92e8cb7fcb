"""Processes killed at each stage of taking in and reading a file: python -m tests.faults.file_stages FILES [TOGETHER]

At each stage so many processes are killed, each with a file of its own. Then the portal is started, housekeeping runs a
day later, everything is compared, and the same files are added again, which must end as if nothing had happened. Works
on PORTAL_VAR and DATABASE_URL, which must be for nothing else; prints one JSON object with what came of it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from unittest.mock import patch

from django.core.management import call_command

from . import portal  # sets Django up
from .acts import curator
from .file_acts import (
    add,
    come_to_rest,
    law,
    offer,
    picture,
    read_waiting,
    recognise,
    recognised,
    remove_orphans,
    take_down,
    wrong_now,
)
from .forking import ActFailed, Forked, result_of

NEVER_REACHED = "the process was not killed: the stage was never reached"
#: Stage, act, function whose call kills the process, which call of it, and True where it is killed after the call.
STAGES = (
    ("bytes written, not synced", add, "baliportal.files.storage_backends.sync_file", 1, False),
    ("bytes synced, not under their name", add, "os.replace", 1, False),
    ("bytes stored, no row", add, "baliportal.files.storage_backends.write_synced", 1, True),
    ("checking in a child process", add, "baliportal.sandbox.stream._lines", 1, False),
    ("original stored, no public copy", add, "baliportal.files.uploads.scrubbed_copy", 1, False),
    ("public copy made in a child process", add, "baliportal.sandbox.stream._lines", 2, False),
    ("public copy stored, named by no record", add, "baliportal.files.uploads.Accepted.describe", 1, False),
    ("record not committed", add, "baliportal.catalogue.journal._write", 1, False),
    ("read in a child process", add, "baliportal.sandbox.stream._lines", 3, False),
    ("pages half written", add, "baliportal.files.texts._write", 3, False),
    ("pages written, not fingerprinted", add, "baliportal.files.texts._finish", 1, False),
    ("fingerprint not committed", add, "baliportal.catalogue.journal._write", 2, False),
    ("fingerprint committed, not indexed", add, "baliportal.search.index.index.write", 2, False),
    ("pages indexed, record not", add, "baliportal.search.index.writer.PageWriter.__exit__", 2, True),
    ("picture of a page half written", picture, "pathlib.Path.replace", 1, False),
    ("between two pages of text recognition", recognise, "baliportal.files.recognition._recognise_page", 2, False),
    ("pages recognised, not fingerprinted", recognise, "baliportal.files.recognition.refresh_text", 1, False),
    ("taken down, bytes not deleted", take_down, "baliportal.files.takedowns._delete_bytes", 1, False),
    ("taken down, original or copy left", take_down, "baliportal.files.takedowns._delete_bytes", 2, False),
    ("orphan's row deleted, bytes not", remove_orphans,
     "baliportal.files.storage_backends.SyncedFileSystemStorage.delete", 1, False),
)  # fmt: skip


def series(files, together=1, first=0):
    """Kill at one stage after another, from the `first` on, and compare after so many stages `together`.

    Returns the figures, and each fault with its stage, or the first of the stages together.
    """
    begun, word = time.monotonic(), portal.prepare()
    wrong, stages = [word] * bool(word), list(enumerate(STAGES))[first:]
    for start in range(0, len(stages), together):
        batch = stages[start : start + together]
        words = _killed_at(batch, files)
        wrong += [f"{batch[0][1][0]}: {word}" for word in words]
        print(f"{batch[-1][1][0]}: {'; '.join(words) or 'whole'}", file=sys.stderr, flush=True)
    wrong += [f"child process killed: {word}" for word in _with_killed_children(len(STAGES), files)]
    return {"kills": (len(stages) + 1) * files, "wrong": wrong, "seconds": round(time.monotonic() - begun)}


def _killed_at(batch, files):
    """Kill a process for each stage and file; describe what is wrong after a start, a day, and the same acts again."""
    acts = [(number, file, act, where) for number, (_, act, *where) in batch for file in range(files)]
    wrong = [word for one in acts if (word := _killed(*one))]
    wrong += _rested()
    wrong += _result(lambda say: [word for number, file, act, _ in acts if (word := act(number, file))])
    return list(dict.fromkeys(wrong + _rested(started=False)))


def _killed(stage, number, act, where):
    def armed(say):
        law(stage, number), curator()  # what they write is no stage of reading
        with patch("baliportal.files.texts.BATCH", 1), _killing(*where):
            act(stage, number)
        return NEVER_REACHED

    forked = Forked(armed)
    try:
        return forked.next_word()
    except ActFailed as problem:
        return str(problem).strip().splitlines()[-1]
    finally:
        forked.wait()


def _with_killed_children(stage, files):
    """Let each child process that reads a file be killed: the file waits no more, and says why."""

    class Killed(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            self.kill()

    def act(number, say):
        offer(stage, number)
        with patch("baliportal.sandbox.stream.subprocess.Popen", Killed):
            read_waiting()

    wrong = [word for number in range(files) for word in _result(partial(act, number))]
    return list(dict.fromkeys(wrong + _rested(failed=files)))


def _rested(failed=0, *, started=True):
    """Start the portal, let a day pass and housekeeping run, and describe what is wrong then."""

    def act(say):
        if started:
            with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
                call_command("prepare")
        return come_to_rest() + wrong_now(failed, indexed=started)

    return _result(act)


def _result(act):
    try:
        return result_of(act) or []
    except ActFailed as problem:
        return [str(problem).strip().splitlines()[-1]]


def _killing(path, call, after):
    """Patch a function so that this process is killed at that call, before or after it."""
    owner, name = _owner(path)
    original, calls = getattr(owner, name), []

    def counted(*arguments, **options):
        calls.append(1)
        if len(calls) == call and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **options)
        if len(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return patch.object(owner, name, counted)


def _owner(path):
    """The module or class that a dotted path leads to, and the name in it."""
    place, _, name = path.rpartition(".")
    try:
        return import_module(place), name
    except ModuleNotFoundError:
        module, _, kind = place.rpartition(".")
        return getattr(import_module(module), kind), name


if __name__ == "__main__":
    with recognised():
        print(json.dumps(series(*map(int, sys.argv[1:]))))
