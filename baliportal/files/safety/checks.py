"""Check uploaded files and make their public copies, each in a child process under limits."""

import base64
import logging
import tempfile
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from baliportal.sandbox.errors import Crashed, LimitExceeded, Refused
from baliportal.sandbox.limits import MB, Limits
from baliportal.sandbox.stream import stream_limited

from .errors import CannotCheckNow, FileRefused
from .media_types import safe_name

log = logging.getLogger(__name__)
INSPECT = "baliportal.files.safety.inspection.inspect"
SCRUB = "baliportal.files.safety.scrubbing.scrub"
INSPECTION_LIMITS = Limits(memory=1024 * MB, cpu_seconds=60, deadline=120, output=1 * MB)
# Each page is rendered twice.
SCRUBBING_LIMITS = Limits(memory=1024 * MB, cpu_seconds=240, deadline=480, output=150 * MB)

EXCEEDED = {
    "slots": "Other files are being checked at this moment. Try again in a minute.",
    "time": "The file takes too long to check. Split it into parts, or print it to a new PDF and upload that.",
    "memory": "The file takes too much memory to check. Save it with smaller pictures, or print it to a new PDF.",
    "output": "The file is too large. Save it with smaller pictures, or split it into parts.",
}
BROKEN = "The file cannot be read. Open it in the program that made it, save it as PDF and upload that."


@dataclass(frozen=True)
class CheckedFile:
    """Result of a check. `findings` are words for what the public copy lacks; `pages` are those of a PDF."""

    media_type: str
    name: str
    findings: tuple[str, ...] = ()
    signed: bool = False
    pages: int | None = None


@dataclass(frozen=True)
class ScrubbedCopy:
    """A public copy in a temporary file at its start, and words for what was removed."""

    file: BinaryIO
    removed: tuple[str, ...] = ()


def check_upload(file, name):
    """Return a CheckedFile for a binary file; `name` is what the browser said. Raises FileRefused."""
    (found,) = _items(INSPECT, name, file=file, limits=INSPECTION_LIMITS)
    media_type = found["media_type"]
    return CheckedFile(
        media_type, safe_name(name, media_type), tuple(found["findings"]), found["signed"], found["pages"]
    )


def scrubbed_copy(file, media_type):
    """Return the ScrubbedCopy of a checked file. Raises FileRefused where no copy can be made or proven.

    A digital signature is removed too, because it does not fit the copy: ask `CheckedFile.signed` first.
    """
    output, removed = tempfile.TemporaryFile(), ()  # noqa: SIM115 - the caller closes it
    try:
        for item in _items(SCRUB, media_type, file=file, limits=SCRUBBING_LIMITS):
            if "removed" in item:
                removed = tuple(item["removed"])
            else:
                output.write(base64.b64decode(item["chunk"]))
    except BaseException:
        output.close()
        raise
    output.seek(0)
    return ScrubbedCopy(output, removed)


def _items(function, *args, file, limits):
    """Yield the items of the child process. Raises FileRefused."""
    try:
        with closing(stream_limited(function, *args, file=file, limits=limits)) as items:
            yield from items
    except Refused as problem:
        raise FileRefused(str(problem)) from problem
    except LimitExceeded as problem:
        refusal = CannotCheckNow if problem.limit == "slots" else FileRefused
        raise refusal(EXCEEDED[problem.limit]) from problem
    except Crashed as problem:  # A hostile file fails in too many ways to name.
        raise FileRefused(BROKEN) from problem
    finally:
        file.seek(0)
