"""Opening of PDF files by PDFium, with words for those that cannot be read."""

import io

import pypdfium2
import pypdfium2.raw as pdfium

from baliportal.sandbox.errors import Refused

PASSWORD = "The PDF is protected by a password. Save it without one and upload that."  # noqa: S105
NO_PAGES = "The PDF has no pages."
DAMAGED = "The PDF is damaged and cannot be opened. Open it in a PDF reader, print it to a new PDF and upload that."
DAMAGED_PAGES = "The pages of the PDF cannot be opened: its list of pages is damaged."
PORTFOLIO = "The PDF is a portfolio that holds other files. Upload each of those files by itself."
XFA = "The PDF is an XFA form, whose content only Adobe Reader shows. Print it to a new PDF and upload that."
MAX_PAGES = 20_000
TOO_MANY_PAGES = f"The PDF has more than {MAX_PAGES:,} pages. Divide it."
PROBED_PAGES = 20  # Pages tried before a file is refused for having none that opens.


def open_pdf(data):
    """Return the PdfDocument of these bytes; raises Refused."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise Refused(_reason(str(problem), data)) from problem
    if not len(document):
        raise Refused(NO_PAGES)
    if len(document) > MAX_PAGES:
        raise Refused(TOO_MANY_PAGES)
    if not any(load_page(document, number) for number in range(1, min(len(document), PROBED_PAGES) + 1)):
        raise Refused(DAMAGED_PAGES)
    if is_portfolio(document, data):
        raise Refused(PORTFOLIO)
    return document


def load_page(document, number):
    """Return a page by its number from 1, or None for a damaged one."""
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError:
        return None


def is_portfolio(document, data):
    """Return True if the catalogue has a collection; a file that is opened by qpdf takes some milliseconds."""
    if not pdfium.FPDFDoc_GetAttachmentCount(document):
        return False
    if b"/Collection" in data:
        return True
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return "/Collection" in pdf.Root
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


def is_xfa_form(document):
    """Return True for a dynamic XFA form, whose pages hold a placeholder only."""
    return pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_XFA_FULL


def _reason(message, data):
    if "password" in message.lower() or "security" in message.lower():
        return PASSWORD
    return NO_PAGES if "Success" in message and b"/Count 0" in data else DAMAGED
