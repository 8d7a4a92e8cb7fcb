"""Detect the encoding of a text file: byte order mark, then valid UTF-8, then a statistical guess."""

import codecs
import re

from charset_normalizer import from_bytes

from .errors import FileRefused

SAMPLE = 256 * 1024  # Bytes that a guess is based on.
MIN_NON_ASCII = 4  # Fewer bytes outside ASCII than this are not enough for a guess.
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: Encodings Excel writes on machines set to a language of the region, besides Western European Windows-1252.
REGIONAL_ENCODINGS = ["cp874", "gb18030", "big5", "cp932", "cp949", "cp1256", "cp1258"]
ENCODING_LABELS = {
    "": "Find out by itself",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16 (Unicode text)",
    "cp1252": "Windows-1252 (Western European)",
    "cp874": "Windows-874 (Thai)",
    "gb18030": "GB 18030 (simplified Chinese)",
    "big5": "Big5 (traditional Chinese)",
    "cp932": "Windows-932 (Japanese)",
    "cp949": "Windows-949 (Korean)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1258": "Windows-1258 (Vietnamese)",
}


def detect_encoding(file):
    """Return the name of the encoding of a binary file. Raises FileRefused for a file that is not text."""
    file.seek(0)
    start = file.read(SAMPLE)
    file.seek(0)
    for mark, name in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name
    unmarked = _unmarked_utf_16(start)
    if unmarked:
        return unmarked
    return "utf-8" if _is_utf_8(file) else _guess_encoding(start)


def _unmarked_utf_16(start):
    """Detect UTF-16 without a mark: column names are ASCII, so every second byte of them is zero."""
    head = start[:64]
    if not head or b"\0" not in head:
        return ""
    if head[1::2].count(0) > len(head) // 3:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 3:
        return "utf-16-be"
    raise FileRefused("This is no text file: it holds zero bytes. Upload CSV, tab-separated text or XLSX.")


def _is_utf_8(file):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(SAMPLE):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _guess_encoding(start):
    """Guess a regional encoding where the decoded text is coherent enough; Windows-1252 otherwise."""
    sample = start[: start.rfind(b"\n") + 1] or start
    if sum(byte > 127 for byte in sample) < MIN_NON_ASCII:
        return "cp1252"
    best = from_bytes(sample, cp_isolation=["cp1252", *REGIONAL_ENCODINGS]).best()
    if best is None or best.encoding not in REGIONAL_ENCODINGS:
        return "cp1252"
    return best.encoding if best.coherence > (0.1 if _has_whole_words(sample) else 0.3) else "cp1252"


def _has_whole_words(sample):
    """Return True if most bytes outside ASCII are in runs of four or more, unlike in Western languages."""
    outside = sum(byte > 127 for byte in sample)
    return 2 * sum(map(len, re.findall(rb"[\x80-\xff]{4,}", sample))) > outside
