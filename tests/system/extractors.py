"""Single extractors of text from PDFs, each with the page texts of a file; None where it is not installed."""

import subprocess
from importlib.util import find_spec
from shutil import which


def pdftotext(path):
    if not which("pdftotext"):
        return None
    return subprocess.run(["pdftotext", path, "-"], capture_output=True).stdout.decode().split("\f")


def pdfium(path):
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return [_text(page) for page in document]


def pdfminer(path):
    if not find_spec("pdfminer"):
        return None
    from pdfminer.high_level import extract_text
    from pdfminer.pdfexceptions import PDFException

    try:
        return extract_text(path).split("\f")
    except PDFException:
        return []


def pypdf(path):
    if not find_spec("pypdf"):
        return None
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


def _text(page):
    try:
        text = page.get_textpage()
        try:
            return text.get_text_bounded()
        finally:
            text.close()
    finally:
        page.close()


EXTRACTORS = {"pdftotext": pdftotext, "pdfium": pdfium, "pdfminer": pdfminer, "pypdf": pypdf}
