"""Formats that are recognised by their first bytes in order to be refused with a useful sentence."""

import re

from baliportal.sandbox.errors import Refused

LOCKED = "The file is protected by a password. Remove the password in the program that made it and upload it again."
PROGRAM = "This is a program or a script, not a document. Upload the document itself, as PDF."
ARCHIVE = "This is an archive of files. Unpack it and upload each document by itself."
PICTURE = "Pictures of this format are not accepted. Save it as PNG or JPEG."
WEB_PAGE = "This is a web page or a drawing that browsers run (HTML, XML or SVG). Print it to PDF and upload that."
MESSAGE = "This is an e-mail message or a saved web archive. Print it to PDF and upload that."
DATABASE = "This is a file of another program, not a document. Save or print it as PDF."

#: First bytes, and the sentence that refuses files which begin with them.
SIGNATURES = (
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xfe\xed\xfa", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"dex\n", PROGRAM),
    (b"\0asm", PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", PROGRAM),  # A Windows shortcut.
    (b"#!", PROGRAM),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"MSCF", ARCHIVE),
    (b"ITSF", ARCHIVE),
    (b"PK", "This archive is empty or damaged. Upload the document itself."),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"\0\0\x01\0", PICTURE),
    (b"\0\0\0\x0cjP  ", PICTURE),
    (b"8BPS", PICTURE),
    (b"SQLite format 3\0", DATABASE),
    (b"%!PS", "This is a PostScript program. Print it to PDF and upload that."),
    (b"HWP Document File", "This is a Hancom (HWP) document. Save it as PDF in Hancom Office and upload that."),
)
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|iframe|svg|\?xml|\?php|meta|!entity|%)", re.I)
MESSAGE_HEADERS = re.compile(rb"(?:mime-version|received|return-path|message-id):\s", re.I)
COMMANDS = re.compile(
    rb"(?:@?echo off\b|@?set(?:local|\s+/p)\b|on error resume next\b|windows registry editor|"
    rb"\[internetshortcut\]|\[desktop entry\]|\[autorun\])",
    re.I,
)
SNIFFED_BYTES = 1024  # Browsers guess a type from these at most.


def refuse_by_start(start):
    """Raise Refused where the first bytes are those of a known format that is not accepted."""
    sentence = next((sentence for magic, sentence in SIGNATURES if start.startswith(magic)), None)
    if start[257:262] == b"ustar":
        sentence = ARCHIVE
    if start[4:8] == b"ftyp" or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        sentence = PICTURE
    if sentence:
        raise Refused(sentence)
    refuse_markup(start)


def refuse_markup(start):
    """Raise Refused for HTML, XML, scripts and messages, after a byte order mark and blanks, and in UTF-16 too."""
    text = start.replace(b"\0", b"")[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f")
    if text.startswith(b"#!") or COMMANDS.match(text):
        raise Refused(PROGRAM)
    if MARKUP.search(text):
        raise Refused(WEB_PAGE)
    if MESSAGE_HEADERS.match(text):
        raise Refused(MESSAGE)
