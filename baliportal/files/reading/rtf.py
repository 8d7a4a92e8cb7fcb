"""Text of RTF, by striprtf."""

import re

from baliportal.sandbox.errors import Refused

from .pages import Block, divide, document_items

NO_RTF = "The file is no sound RTF. Open it in a word processor and save it as DOCX or PDF."
CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")
# The code page by the character set of the first font (\fcharset), which counts more than \ansicpg in old files.
CHARSETS = {128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 163: "cp1258", 178: "cp1256", 204: "cp1251",
            222: "cp874", 161: "cp1253", 162: "cp1254", 177: "cp1255", 186: "cp1257", 238: "cp1250"}  # fmt: skip
PICTURE_BYTES = re.compile(rb"(?<=[\s0-9a-f])[\s0-9a-f]{1000,}(?=})", re.IGNORECASE)
CHARSET = re.compile(rb"\\fcharset(\d+)")


def read_rtf(data, language="", first_page=1):
    """Yield the items of a document. Raises Refused."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Refused(NO_RTF)
    yield from document_items(divide(rtf_blocks(data)), language, "rtf", first_page)


def rtf_blocks(data):
    """Return a block for each line of an RTF file."""
    from striprtf.striprtf import rtf_to_text

    text = rtf_to_text(without_pictures(data).decode("latin-1"), encoding=code_page(data), errors="replace")
    return [Block(line) for line in text.split("\n")]


def without_pictures(data):
    """Leave out the hexadecimal bytes of pictures: striprtf takes a second for each megabyte of them."""
    return PICTURE_BYTES.sub(b"", data)


def code_page(data):
    """Return the Python name of the code page of an RTF file."""
    named = CODE_PAGE.search(data[:4096])
    if named and named[1] not in (b"1252", b"0"):
        return {b"10000": "mac_roman", b"65001": "utf-8"}.get(named[1], f"cp{named[1].decode()}")
    charsets = {int(number) for number in CHARSET.findall(data[:65536])}
    return next((name for number, name in CHARSETS.items() if number in charsets), "cp1252")
