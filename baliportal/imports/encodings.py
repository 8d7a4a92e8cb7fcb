"""Which encoding a text file is in: what the bytes say for certain first, a guess in words only after that."""

import codecs
import re

from charset_normalizer import from_bytes

from .errors import FileRefused

SAMPLE = 256 * 1024  # bytes that a guess looks at
FEW = 4  # bytes outside ASCII: from fewer nothing can be guessed
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: What Excel writes on machines set to one of the region's languages, besides Western European Windows-1252.
OF_THE_REGION = ["cp874", "gb18030", "big5", "cp932", "cp949", "cp1256", "cp1258"]
SHOWN = {
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


def encoding_of(file):
    """The name of the encoding of a binary file, by its mark, else by being sound UTF-8, else by its letters."""
    file.seek(0)
    start = file.read(SAMPLE)
    file.seek(0)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    unmarked = _utf_16_without_mark(start)
    if unmarked:
        return unmarked
    return "utf-8" if _is_utf_8(file) else _guessed(start)


def _utf_16_without_mark(start):
    """The names of columns are plain letters, every second byte of which is zero in UTF-16."""
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
        while piece := file.read(SAMPLE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _guessed(start):
    """A language of the region where its letters make sense of the bytes; Windows-1252 otherwise."""
    sample = start[: start.rfind(b"\n") + 1] or start
    if sum(byte > 127 for byte in sample) < FEW:
        return "cp1252"
    best = from_bytes(sample, cp_isolation=["cp1252", *OF_THE_REGION]).best()
    if best is None or best.encoding not in OF_THE_REGION:
        return "cp1252"
    return best.encoding if best.coherence > (0.1 if _is_in_whole_words(sample) else 0.3) else "cp1252"


def _is_in_whole_words(sample):
    """Whether most letters outside ASCII stand in words of their own, as they do in no Western language."""
    outside = sum(byte > 127 for byte in sample)
    return 2 * sum(map(len, re.findall(rb"[\x80-\xff]{4,}", sample))) > outside
