"""Inspect OLE2 files: Word 97 documents, and what looks like them: HWP, other Office 97 files, encrypted OOXML."""

import shutil

from baliportal.sandbox.errors import Refused

from .inspected import inspected
from .media_types import DOC
from .ole_directory import OleFile
from .refused_types import LOCKED

HWP = "This is a Hancom (HWP) document. Save it as PDF in Hancom Office and upload that."
MACROS = "The document holds macros, which are programs. Save it as PDF."
OLD_OFFICE = "Files of Excel 97, PowerPoint 97 and the like are not accepted. Save it as XLSX, PPTX or PDF."
MESSAGE = "This is an Outlook message. Print it to PDF and upload that."
OTHER = "This is a file of another program, not a document. Save or print it as PDF."
NO_READER = "Word 97 documents (.doc) are not accepted. Save it as DOCX or PDF."
EMBEDDED = "The document holds embedded files. Save it as PDF."
ENCRYPTED_FLAG, OBFUSCATED_FLAG = 0x0100, 0x8000  # In the flags of [MS-DOC] 2.5.2, FibBase.

#: Name of a directory entry in small letters, and the sentence that refuses files which have it; the first applies.
REFUSED_ENTRIES = (
    ("encryptedpackage", LOCKED),
    ("encryptioninfo", LOCKED),
    ("hwpsummaryinformation", HWP),
    ("bodytext", HWP),
    ("_vba_project", MACROS),
    ("macros", MACROS),
    ("vba", MACROS),
    ("objectpool", EMBEDDED),
    ("workbook", OLD_OFFICE),
    ("book", OLD_OFFICE),
    ("powerpoint document", OLD_OFFICE),
    ("visiodocument", OLD_OFFICE),
    ("__properties_version1.0", MESSAGE),
    ("__nameid_version1.0", MESSAGE),
)


def inspect_ole(file):
    """Return the item of `inspection.inspect`. Raises Refused."""
    ole = OleFile(file)
    names = {name.lower().strip("\x05") for name in ole.names()}
    for name, sentence in REFUSED_ENTRIES:
        if name in names:
            raise Refused(sentence)
    if "worddocument" not in names:
        raise Refused(OTHER)
    if not shutil.which("antiword"):
        raise Refused(NO_READER)
    header = ole.start_of("WordDocument", 12)
    if header[:2] not in (b"\xec\xa5", b"\xdc\xa5"):
        raise Refused(OTHER)
    if int.from_bytes(header[10:12], "little") & (ENCRYPTED_FLAG | OBFUSCATED_FLAG):
        raise Refused(LOCKED)
    return inspected(DOC, ["author"] if "summaryinformation" in names else [])
