"""Texts that a Word document takes in from a part of another format (altChunk): web pages, RTF and plain text.

Word turns them into paragraphs when it opens the document. ECMA-376 part 1, 17.17.2.1.
"""

import base64
import re

from baliportal.sandbox.errors import Refused

from ..reading.html_text import html_blocks, mht_html
from .prove_rtf import prove_rtf
from .rtf_groups import MalformedRtf
from .scrub_html import DAMAGED, scrub_html
from .scrub_rtf import scrub_rtf

RTF_START, PACKAGE_START = b"{\\rtf", b"PK\x03\x04"
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|h[1-6]|p|div|table|meta|span)\b", re.I)
XML_TEXT = (
    "The document takes in text in a format that is not known here (altChunk). "
    "Open it in Word, save it again as DOCX, or save it as PDF."
)
DIFFERS = (
    "No public copy could be made: the text that the document takes in (altChunk) would be different. "
    "Open it in Word, save it again as DOCX, or save it as PDF."
)
WEB_ARCHIVE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"=part\"\r\n\r\n--=part\r\n"
    b"Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n"
    b"Content-Location: document.html\r\n\r\n%s\r\n--=part--\r\n"
)  # fmt: skip


def clean_chunk(data):
    """Return (the chunk in its own format, words for what was removed); not for packages. Raises Refused."""
    if data.startswith(RTF_START):
        return _clean_rtf(data)
    page, words = scrub_html(mht_html(data)) if _is_web_page(data) else (_plain_text(data), set())
    return (WEB_ARCHIVE % base64.encodebytes(page).strip() if _is_archive(data) else page), words


def prove_chunk(original, scrubbed):
    """Raise Refused where two chunks do not have the same text; not for packages."""
    if original.startswith(RTF_START):
        prove_rtf(original, scrubbed)
    elif _text_of(original) != _text_of(scrubbed):
        raise Refused(DIFFERS)


def _clean_rtf(data):
    try:
        cleaned, words = scrub_rtf(data)
    except MalformedRtf as problem:
        raise Refused(DAMAGED) from problem
    return cleaned, set(words)


def _plain_text(data):
    """Plain text as it is; other formats, XML among them, are refused: what they hold is not known."""
    if b"\0" in data or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"%PDF")):
        raise Refused(XML_TEXT)
    return data


def _is_archive(data):
    return b"mime-version" in data[:4096].lower()


def _is_web_page(data):
    return _is_archive(data) or bool(MARKUP.search(data[:4096].replace(b"\0", b"")))


def _text_of(data):
    text = mht_html(data)
    blocks = [block.text for block in html_blocks(text)] if _is_web_page(data) else [text]
    return "".join("".join(blocks).split())
