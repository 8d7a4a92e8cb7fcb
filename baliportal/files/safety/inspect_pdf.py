"""Inspect PDF: no bytes of another format around it, pages that open, sizes within bounds."""

import re
import zipfile

import pikepdf
import pypdfium2

from baliportal.sandbox.errors import Refused

from .inspected import inspected
from .media_types import PDF
from .pdf_file import DAMAGED, containers, open_pdf
from .refused_types import LOCKED, SNIFFED_BYTES
from .scrub_pdf import SIGNATURE, remove_private

MAX_POINTS = 14_400  # ISO 32000, annex C; A0 has 3,370.
MAX_IMAGE_BYTES = 300 * 1024 * 1024  # 100 million pixels in three colours.
MAX_PAGES = 20_000
TAIL_BYTES = 64 * 1024
#: Blanks and zeros fill up a last block; a gazette's program adds the size of the file (in the corpus: “277070”).
HARMLESS_TAIL = re.compile(rb"[\s\0\d]{0,2048}")
#: Not XML: XMP may stand in the first object.
WEB_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|script|iframe|svg|\?php)\b", re.I)
POLYGLOT = "The file is a PDF and something else at once. Open it, print it to a new PDF and upload that."
CUT_SHORT = "The end of the PDF is missing. Copy or download it again, or print it to a new PDF and upload that."


def inspect_pdf(file):
    """Return the item of `inspection.inspect`. Raises Refused."""
    _check_surroundings(file)
    with open_pdf(file) as pdf:
        pages = len(pdf.pages)
        if pages > MAX_PAGES:
            raise Refused(f"The PDF has {pages:,} pages, more than {MAX_PAGES:,}. Split it into parts.")
        _check_form(pdf)
        _check_images(pdf)
        findings = remove_private(pdf)
    _check_pages(file, pages)
    return inspected(PDF, findings, signed=SIGNATURE in findings, pages=pages)


def _check_surroundings(file):
    start = file.read(SNIFFED_BYTES)
    tail_start = max(file.seek(0, 2) - TAIL_BYTES, 0)
    file.seek(tail_start)
    tail = file.read()
    _, end, rest = tail.rpartition(b"%%EOF")
    if not end:
        raise Refused(CUT_SHORT)
    if not HARMLESS_TAIL.fullmatch(rest) or WEB_PAGE.search(start) or zipfile.is_zipfile(file):
        raise Refused(POLYGLOT)
    file.seek(0)


def _check_form(pdf):
    """Refuse dynamic XFA: its only page says that another program is needed; the content is in the form."""
    form = pdf.Root.get("/AcroForm")
    if pdf.Root.get("/NeedsRendering") is True and isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise Refused(
            "The PDF is a dynamic form (XFA), which only Adobe Reader shows. Print it to PDF there and upload that."
        )


def _check_images(pdf):
    for item in containers(pdf):
        if (
            isinstance(item, pikepdf.Stream)
            and item.get("/Subtype") == "/Image"
            and _decoded_bytes(item) > MAX_IMAGE_BYTES
        ):
            raise Refused("A picture in the PDF has more than 100 million pixels. Save it with smaller pictures.")


def _decoded_bytes(image):
    """Bytes of an image when decoded; colour spaces other than grey and black and white count as three colours."""
    try:
        pixels = int(image.get("/Width", 0)) * int(image.get("/Height", 0))
        bits = 1 if image.get("/ImageMask") is True else int(image.get("/BitsPerComponent", 8))
    except (TypeError, ValueError) as problem:
        raise Refused(DAMAGED) from problem
    colours = 1 if bits == 1 or image.get("/ColorSpace") in ("/DeviceGray", "/CalGray") else 3
    return pixels * bits * colours // 8


def _check_pages(file, expected):
    """Load each page by PDFium, which shows the file to visitors and reads its text."""
    file.seek(0)
    try:
        document = pypdfium2.PdfDocument(file)
        if len(document) != expected:
            raise Refused(DAMAGED)
        sizes = [_size_of_page(document, number) for number in range(expected)]
    except pypdfium2.PdfiumError as problem:
        raise Refused(LOCKED if "password" in str(problem).lower() else DAMAGED) from problem
    if any(not (0 < side <= MAX_POINTS) for size in sizes for side in size):
        raise Refused(
            f"A page of the PDF is larger than the {MAX_POINTS:,} points that the format allows. Print it to PDF again."
        )


def _size_of_page(document, number):
    page = document[number]
    try:
        return page.get_size()
    finally:
        page.close()
