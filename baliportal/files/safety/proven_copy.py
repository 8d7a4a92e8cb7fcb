"""Refusals of a public copy that cannot be proven to show the same and to hold nothing private."""

from baliportal.sandbox.errors import Refused

REMAINS = "No public copy could be made: private data remains in it ({}). Save the document as PDF and upload that."
DAMAGED = "No public copy could be made: the file is damaged. Save it again, or save it as PDF."


def refuse_rest(words):
    if words:
        raise Refused(REMAINS.format(", ".join(words)))
