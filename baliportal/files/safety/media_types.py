"""The accepted formats, and safe names of files. Standard library only: the child process imports this module."""

import re
import shutil
import unicodedata
from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = "application/pdf"
DOCX = OFFICE + "wordprocessingml.document"
PPTX = OFFICE + "presentationml.presentation"
XLSX = OFFICE + "spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
TXT = "text/plain"
CSV = "text/csv"
RTF = "application/rtf"
DOC = "application/msword"
JPEG = "image/jpeg"
PNG = "image/png"

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_NAME_LENGTH = 150

OTHER_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\s*$")
RESERVED = re.compile(r'[<>:"/\\|?*]')
#: Characters that show nothing though Unicode counts them as letters, symbols or marks.
BLANK = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
#: Controls, formats (bidirectional ones too), surrogates, private and unassigned characters.
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
#: Names of devices, which Windows cannot store with any ending.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)


@dataclass(frozen=True)
class Format:
    """An accepted format; `endings` are all that its files may have, the first is given to stored ones."""

    media_type: str
    endings: tuple[str, ...]
    label: str

    @property
    def ending(self):
        return self.endings[0]


FORMATS = (
    Format(PDF, (".pdf",), "PDF"),
    Format(DOCX, (".docx",), "Word document (DOCX)"),
    Format(ODT, (".odt",), "OpenDocument text (ODT)"),
    Format(PPTX, (".pptx",), "PowerPoint presentation (PPTX)"),
    Format(XLSX, (".xlsx",), "Excel workbook (XLSX)"),
    Format(EPUB, (".epub",), "EPUB book"),
    Format(TXT, (".txt",), "plain text (TXT)"),
    Format(CSV, (".csv",), "table as text (CSV)"),
    Format(RTF, (".rtf",), "rich text (RTF)"),
    Format(DOC, (".doc",), "Word 97 document (DOC)"),
    Format(JPEG, (".jpg", ".jpeg"), "JPEG picture"),
    Format(PNG, (".png",), "PNG picture"),
)
BY_MEDIA_TYPE = {format_.media_type: format_ for format_ in FORMATS}
#: Formats whose pages can be drawn.
WITH_PICTURES = (PDF, JPEG, PNG)


def label_of(media_type):
    """Name of a format for people; the media type itself for files of before there were checks."""
    return BY_MEDIA_TYPE[media_type].label if media_type in BY_MEDIA_TYPE else media_type


def accepted_formats():
    """The formats accepted on this machine: the text of DOC is read by the program antiword, which may be missing."""
    return tuple(format_ for format_ in FORMATS if format_.media_type != DOC or shutil.which("antiword"))


def safe_name(name, media_type):
    """A name to store and to send a file under: no directories, invisible or reserved characters, the content's ending.

    The result has at most `MAX_NAME_LENGTH` characters and no line end, so that it can stand in a header.
    """
    ending = BY_MEDIA_TYPE[media_type].ending
    stem = _without_ending(_visible(re.split(r"[/\\]", name)[-1]))
    stem = " ".join(RESERVED.sub("", stem).split())[: MAX_NAME_LENGTH - len(ending)].strip(" .") or "document"
    return (f"_{stem}" if DEVICES.fullmatch(stem) else stem)[: MAX_NAME_LENGTH - len(ending)] + ending


def ending_of(name):
    """The ending of a name in small letters with its dot, or ""."""
    _, dot, ending = _visible(name).rpartition(".")
    return f".{ending.strip().lower()}" if dot and "/" not in ending and "\\" not in ending else ""


def _visible(name):
    """The name in Unicode form C, with a space for each run of white space and without invisible characters."""
    spaced = BLANK.sub("", " ".join(unicodedata.normalize("NFC", name).split()))
    shown = "".join(mark for mark in spaced if unicodedata.category(mark) not in INVISIBLE_CATEGORIES)
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def _without_ending(name):
    """Remove an ending of another format (of “law.pdf.exe” too), then those of accepted formats, repeated ones too."""
    known = {ending for format_ in FORMATS for ending in format_.endings}
    if ending_of(name) not in known:
        name = OTHER_ENDING.sub("", name)
    while (ending := ending_of(name)) in known:
        name = name.rstrip()[: -len(ending)]
    return name
