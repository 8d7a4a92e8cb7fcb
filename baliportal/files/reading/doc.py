"""Text of DOC (Word 97 to 2003) by antiword, where that program is installed."""

import subprocess
from shutil import which

from baliportal.sandbox.errors import Refused

from .package import OLE, PASSWORD
from .pages import Block, divide, document_items
from .rtf import read_rtf

SECONDS = 60
NO_PROGRAM = "Text of old Word documents (.doc) cannot be read here. Save it as DOCX or PDF and upload that."
UNREADABLE = "The old Word document (.doc) cannot be read. Save it as DOCX or PDF and upload that."


def read_doc(file, language="", first_page=1):
    """Yield the items of a document; `file` has a file descriptor, because antiword wants to seek. Raises Refused."""
    start = file.read(512)
    file.seek(0)
    if start.startswith(b"{\\rtf"):  # Word opens RTF under the name of .doc too.
        yield from read_rtf(file.read(), language, first_page)
        return
    if not start.startswith(OLE):
        raise Refused(UNREADABLE)
    blocks = [Block(line) for line in _run_antiword(file).split("\n")]
    yield from document_items(divide(blocks), language, "antiword", first_page)


def _run_antiword(file):
    program = which("antiword")
    if not program:
        raise Refused(NO_PROGRAM)
    command = [program, "-m", "UTF-8.txt", "-w", "0", "/dev/stdin"]
    try:
        done = subprocess.run(command, stdin=file, capture_output=True, timeout=SECONDS)  # noqa: S603 - as installed
    except (subprocess.TimeoutExpired, OSError) as problem:
        raise Refused(UNREADABLE) from problem
    text = done.stdout.decode("utf-8", "replace")
    if not text.strip():
        raise Refused(PASSWORD if b"encrypted" in done.stderr.lower() else UNREADABLE)
    return text
