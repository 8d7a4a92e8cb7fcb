"""Proof that a public copy of a PDF shows the same: each page rendered by PDFium, without annotations."""

import io

import pypdfium2

from baliportal.sandbox.errors import Refused

MAX_PIXELS = 600_000  # An A4 page at 79 dpi.
DIFFERS = (
    "No public copy could be made: page {} would look different without the private data. "
    "Print the document to a new PDF and upload that."
)
UNREADABLE = "No public copy could be made: the cleaned PDF cannot be read. Print it to a new PDF and upload that."


def prove_pdf(original, scrubbed):
    """Raise Refused where a page of two PDFs (binary files or bytes) does not have the same pixels in both."""
    try:
        before, after = pypdfium2.PdfDocument(original), pypdfium2.PdfDocument(io.BytesIO(scrubbed))
        if len(before) != len(after):
            raise Refused(UNREADABLE)
        for number in range(len(before)):
            if _pixels(before, number) != _pixels(after, number):
                raise Refused(DIFFERS.format(number + 1))
    except pypdfium2.PdfiumError as problem:
        raise Refused(UNREADABLE) from problem


def _pixels(document, number):
    """(Size in points, bytes of the page at about `MAX_PIXELS`)."""
    page = document[number]
    try:
        width, height = page.get_size()
        bitmap = page.render(scale=min(1.0, (MAX_PIXELS / (width * height)) ** 0.5), draw_annots=False)
        try:
            return (width, height), bytes(bitmap.buffer)
        finally:
            bitmap.close()
    finally:
        page.close()
