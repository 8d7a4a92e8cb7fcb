"""Reading of uploaded documents in a child process under limits: the functions that the portal calls."""

import os

from baliportal.sandbox.errors import Crashed, LimitExceeded, Refused
from baliportal.sandbox.limits import MB, Limits
from baliportal.sandbox.stream import stream_limited

READING = "baliportal.files.reading"
MEMORY = 1500 * MB
ITEM = 64 * MB  # A sheet of a workbook is one page.
# A page of a real file takes up to 0.1 s of CPU time by the slowest extractor; 1 MB has up to 250 pages.
CPU_SECONDS, CPU_SECONDS_PER_MB, MOST_CPU_SECONDS = 300, 30, 1800
LIMIT_REASONS = {
    "time": "The file takes too long to read.",
    "memory": "The file takes too much memory to read.",
    "output": "The file has too much text.",
    "slots": "Other files are being read at this moment.",
}
BROKEN = "The file is damaged and cannot be read."


class Unreadable(Exception):
    """A file that cannot be read, with the reason in words; `is_temporary` for one to be tried again later."""

    def __init__(self, reason, is_temporary=False):
        self.reason, self.is_temporary = reason, is_temporary
        super().__init__(reason)


def iter_pages(file, media_type, language="", first_page=1):
    """Yield {"pages": total}, then the dict of each page from `first_page` on, as `read_document` describes.

    Raises Unreadable, after the pages before the failure. Closing the generator ends the child process.
    """
    yield from _items("document.read_document", media_type, language, first_page, file=file, limits=_limits(file))


def ocr(file, number, languages):
    """Return {"text", "confidence", "reason"} of a page by optical character recognition; confidence is 0 to 100.

    `languages` are ISO 639-1 codes. Text is "" and `reason` says why where the program or its languages are missing.
    """
    limits = Limits(memory=MEMORY, cpu_seconds=120, deadline=300, output=16 * MB, item=16 * MB)
    return _only_item("ocr.ocr_page", number, list(languages), file=file, limits=limits)


def picture(file, media_type, number, width=900):
    """Return {"png": base64, "width", "height"} of a page of a PDF or an image."""
    limits = Limits(memory=MEMORY, cpu_seconds=60, deadline=120, output=64 * MB, item=64 * MB)
    return _only_item("pictures.page_picture", media_type, number, width, file=file, limits=limits)


def _only_item(function, *args, file, limits):
    (item,) = _items(function, *args, file=file, limits=limits)
    return item


def _items(function, *args, file, limits):
    try:
        yield from stream_limited(f"{READING}.{function}", *args, file=file, limits=limits)
    except Refused as problem:
        raise Unreadable(str(problem)) from problem
    except LimitExceeded as problem:
        raise Unreadable(LIMIT_REASONS[problem.limit], is_temporary=problem.limit == "slots") from problem
    except Crashed as problem:  # A hostile file fails in too many ways to name.
        raise Unreadable(BROKEN) from problem


def _limits(file):
    seconds = min(MOST_CPU_SECONDS, CPU_SECONDS + CPU_SECONDS_PER_MB * (_size(file) // MB))
    return Limits(memory=MEMORY, cpu_seconds=seconds, deadline=seconds * 2, item=ITEM)


def _size(file):
    file.seek(0, os.SEEK_END)
    return file.tell()
