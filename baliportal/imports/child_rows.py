"""Rows of an uploaded table, read in a child process under limits: a small file can unpack to a thousandfold."""

from contextlib import closing

from baliportal.sandbox.errors import Crashed, LimitExceeded, Refused
from baliportal.sandbox.limits import MB, Limits
from baliportal.sandbox.stream import stream_limited

from .errors import FileRefused

# 25,000 rows of 40 full cells take 10 s of CPU time; the deadline allows for a busy machine. Of the address space,
# some 120 MB are libraries that are mapped and hardly used, so that no child uses more than 200 MB of memory.
LIMITS = Limits(memory=320 * MB, deadline=90, output=128 * MB, item=16 * MB)
SLOTS = "Other files are being read at this moment. Try again in a minute."
TIME = "The {} takes too long to read. Split it into several files."
MEMORY = "The {} takes too much memory to read. Split it into several files."


def child_rows(reader, *args, file, what, broken):
    """Yield the items of a reader, named by its dotted path, that runs in a child process with `file` and `args`.

    Raises FileRefused with the reader's own message, with a sentence on the limit that `what`, a noun, exceeded, or
    with `broken` where the reader failed: a hostile file fails in too many ways to name.
    """
    try:
        with closing(stream_limited(reader, *args, file=file, limits=LIMITS)) as items:
            yield from items
    except Refused as problem:
        raise FileRefused(str(problem)) from problem
    except LimitExceeded as problem:
        raise FileRefused({"slots": SLOTS, "time": TIME}.get(problem.limit, MEMORY).format(what)) from problem
    except Crashed as problem:
        raise FileRefused(broken) from problem
