"""Inspect RTF: whole groups, and no embedded objects, which are how RTF carries programs."""

from baliportal.sandbox.errors import Refused

from .inspected import inspected
from .media_types import RTF
from .rtf_groups import MalformedRtf
from .scrub_rtf import scrub_rtf

DAMAGED = "The RTF document is damaged or cut short. Save it again as DOCX or PDF."


def inspect_rtf(file):
    """Return the item of `inspection.inspect`. Raises Refused."""
    data = file.read()
    try:
        _, findings = scrub_rtf(data)
    except MalformedRtf as problem:
        raise Refused(DAMAGED) from problem
    return inspected(RTF, findings)
