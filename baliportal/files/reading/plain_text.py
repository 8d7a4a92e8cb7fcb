"""Text of TXT and CSV files in the encoding that their bytes are likely to be in."""

import csv
import io

from baliportal.sandbox.errors import Refused

from .pages import Block, divide, document_items

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE_BYTES = 256 * 1024  # Enough to tell the encoding.
UNKNOWN = "The encoding of the text is not known. Save it as UTF-8."
DELIMITERS = ",;\t|"
BINARY = "The file holds no text."
# Encodings by language that a legacy file is likely to be in.
LEGACY = {
    "th": "cp874", "ja": "cp932", "ko": "cp949", "ru": "cp1251", "mn": "cp1251", "ar": "cp1256", "fa": "cp1256",
    "ur": "cp1256", "vi": "cp1258", "zh": "gb18030", "zh-Hans": "gb18030", "zh-Hant": "big5",
    "en": "cp1252", "fr": "cp1252", "pt": "cp1252", "es": "cp1252", "id": "cp1252", "ms": "cp1252", "tl": "cp1252",
}  # fmt: skip


def read_plain_text(data, language="", first_page=1):
    """Yield the items of a text; its paragraphs are lines."""
    blocks = [Block(line) for line in decode(data, language).splitlines()]
    yield from document_items(divide(blocks), language, "text", first_page)


def read_csv(data, language="", first_page=1):
    """Yield the items of a table, a line per row with tabs between its cells."""
    csv.field_size_limit(10_000_000)
    text = decode(data, language)
    first_line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    try:
        blocks = [Block("\t".join(row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as problem:
        raise Refused(f"The file is no sound CSV: {problem}.") from problem
    yield from document_items(divide(blocks), language, "csv", first_page)


def decode(data, language=""):
    """Return the text of the bytes: by byte order mark, UTF-8, the language, or charset-normalizer. Raises Refused."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_legacy(data, language)
    if text.count("\0") * 100 > len(text):
        raise Refused(BINARY)
    return text


def _decode_legacy(data, language):
    encoding = LEGACY.get(language)
    if encoding:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE_BYTES]).best()
    if best is None:
        raise Refused(UNKNOWN)
    return data.decode(best.encoding, "replace")
