from striprtf.striprtf import rtf_to_text

from baliportal.sandbox.errors import Refused

from ..reading.rtf import without_pictures
from .rtf_groups import tokens

DIFFERS = "No public copy could be made: its text would be different. Save the document as PDF and upload that."
#: Words of groups whose text is meant to be missing.
REMARKS = {b"annotation", b"atnid", b"atnauthor", b"deleted"}


def prove_rtf(original, scrubbed):
    """Raise Refused where two RTF files do not hold the same text; comments and deleted text may be missing."""
    if any(word in REMARKS for _, _, word in tokens(original)):
        return
    before, after = (
        rtf_to_text(without_pictures(data).decode("latin-1"), errors="replace") for data in (original, scrubbed)
    )
    if before != after:
        raise Refused(DIFFERS)
