"""Public copy of a PDF, refused where it cannot be proven to show the same and to hold nothing private."""

import io

from baliportal.sandbox.errors import Refused

from .pdf_file import open_pdf
from .prove_pdf import prove_pdf
from .proven_copy import refuse_rest
from .scrub_pdf import remove_private, scrub_pdf

REDACTION = "marks of text to black out"
NOT_BLACKED_OUT = (
    "The PDF marks text to be blacked out, but still holds that text. "
    "Apply the marks (in Acrobat: Redact, Apply), save it and upload that."
)


def proven_pdf(file):
    """(Bytes, words); each page has the same pixels as in the original, without annotations."""
    data, removed = scrub_pdf(file)
    if REDACTION in removed:
        raise Refused(NOT_BLACKED_OUT)
    with open_pdf(io.BytesIO(data)) as pdf:
        refuse_rest(remove_private(pdf))
    file.seek(0)
    prove_pdf(file, data)
    return data, removed
