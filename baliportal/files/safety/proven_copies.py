"""A public copy by format, refused where it cannot be proven to show the same and to hold nothing private."""

import io

from baliportal.sandbox.errors import Refused

from .hidden_parts import HIDDEN_CELLS, SHOW_CELLS
from .inspect_zip import findings_of
from .jpeg_segments import InvalidJpeg
from .ooxml_package import check_ooxml
from .pdf_file import open_pdf
from .png_chunks import InvalidPng
from .prove_office import prove_office
from .prove_pdf import prove_pdf
from .prove_picture import prove_picture
from .prove_rtf import prove_rtf
from .rtf_groups import MalformedRtf
from .scrub_epub import EpubCleaner, scrub_epub
from .scrub_image import scrub_jpeg, scrub_png
from .scrub_odf import OdfCleaner, scrub_odf
from .scrub_office import OoxmlCleaner, scrub_office
from .scrub_pdf import remove_private, scrub_pdf
from .scrub_rtf import scrub_rtf
from .zip_package import Package

REDACTION = "marks of text to black out"
NOT_BLACKED_OUT = (
    "The PDF marks text to be blacked out, but still holds that text. "
    "Apply the marks (in Acrobat: Redact, Apply), save it and upload that."
)
REMAINS = "No public copy could be made: private data remains in it ({}). Save the document as PDF and upload that."
DAMAGED = "No public copy could be made: the file is damaged. Save it again, or save it as PDF."


def proven_pdf(file):
    """(Bytes, words); each page has the same pixels as in the original, without annotations."""
    data, removed = scrub_pdf(file)
    if REDACTION in removed:
        raise Refused(NOT_BLACKED_OUT)
    with open_pdf(io.BytesIO(data)) as pdf:
        _refuse_rest(remove_private(pdf))
    file.seek(0)
    prove_pdf(file, data)
    return data, removed


def proven_ooxml(file):
    """(Bytes, words); the parts of the document have the same text as the original with all changes accepted."""
    check_ooxml(Package(file))
    return _proven_package(file, scrub_office, OoxmlCleaner)


def proven_odt(file):
    """(Bytes, words); the document has the same text as the original with all changes accepted."""
    return _proven_package(file, scrub_odf, OdfCleaner)


def proven_epub(file):
    """(Bytes, words); the chapters have the same text."""
    return _proven_package(file, scrub_epub, EpubCleaner)


def proven_jpeg(file):
    """(Bytes, words); the same pixels, turned the same way."""
    return _proven_picture(file, scrub_jpeg, "JPEG")


def proven_png(file):
    """(Bytes, words); the same pixels, turned the same way."""
    return _proven_picture(file, scrub_png, "PNG")


def proven_rtf(file):
    """(Bytes, words); the same text but for comments and deleted text."""
    original = file.read()
    try:
        data, removed = scrub_rtf(original)
        _refuse_rest(scrub_rtf(data)[1])
    except MalformedRtf as problem:
        raise Refused(DAMAGED) from problem
    prove_rtf(original, data)
    return data, removed


def same_text(file):
    """(Bytes, []): plain text holds nothing but what it shows."""
    return file.read(), []


def _proven_package(file, scrub, cleaner):
    data, removed = scrub(file)
    if HIDDEN_CELLS in removed:
        raise Refused(SHOW_CELLS)
    copy = Package(io.BytesIO(data))
    _refuse_rest(findings_of(cleaner(copy)))
    prove_office(Package(file), copy)
    return data, removed


def _proven_picture(file, scrub, pillow_name):
    try:
        data, removed = scrub(file)
        _refuse_rest(scrub(io.BytesIO(data))[1])
    except (InvalidJpeg, InvalidPng) as problem:
        raise Refused(DAMAGED) from problem
    file.seek(0)
    prove_picture(file.read(), data, pillow_name)
    return data, removed


def _refuse_rest(words):
    if words:
        raise Refused(REMAINS.format(", ".join(words)))
