"""Public copy of RTF, refused where it cannot be proven to show the same, and of plain text."""

from baliportal.sandbox.errors import Refused

from .prove_rtf import prove_rtf
from .proven_copy import DAMAGED, refuse_rest
from .rtf_groups import MalformedRtf
from .scrub_rtf import scrub_rtf


def proven_rtf(file):
    """(Bytes, words); the same text but for comments and deleted text."""
    original = file.read()
    try:
        data, removed = scrub_rtf(original)
        refuse_rest(scrub_rtf(data)[1])
    except MalformedRtf as problem:
        raise Refused(DAMAGED) from problem
    prove_rtf(original, data)
    return data, removed


def same_text(file):
    """(Bytes, []): plain text holds nothing but what it shows."""
    return file.read(), []
