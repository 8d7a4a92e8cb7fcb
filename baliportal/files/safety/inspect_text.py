"""Inspect plain text and CSV: whole text in some encoding, and no markup or program in it."""

import codecs
import re

from charset_normalizer import from_bytes

from baliportal.sandbox.errors import Refused

from .inspected import inspected
from .media_types import CSV, TXT
from .refused_types import WEB_PAGE, refuse_markup

SAMPLE = 256 * 1024  # Bytes that a guess of the encoding is based on.
BINARY = "The content of this file is not a document of an accepted kind. Save it as PDF."
OTHER_ENDING = "The file holds plain text, but its name does not end in .txt or .csv. Save it as PDF, or as TXT."
ENDINGS = {".txt": TXT, ".csv": CSV}
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
UTF_16_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
ACTIVE = re.compile(rb"<(?:script|\?php|iframe|svg|!doctype html)\b", re.I)


def inspect_text(file, ending):
    """Return the item of `inspection.inspect`; the ending of the name tells CSV from other text. Raises Refused."""
    data = file.read()
    if not _is_text(data):
        raise Refused(BINARY)
    if ending not in ENDINGS:
        raise Refused(OTHER_ENDING)
    refuse_markup(data[:4096])
    if ACTIVE.search(data.replace(b"\0", b"")):
        raise Refused(WEB_PAGE)
    return inspected(ENDINGS[ending])


def _is_text(data):
    for mark, encoding in UTF_16_MARKS:
        if data.startswith(mark):
            return _decodes(data, encoding)
    if b"\0" in data or CONTROLS.search(data):
        return False
    if _decodes(data, "utf-8"):
        return True
    return from_bytes(data[:SAMPLE]).best() is not None


def _decodes(data, encoding):
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
