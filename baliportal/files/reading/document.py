"""Text of an uploaded document by pages: the generator that runs in a child process."""

from importlib import import_module

from baliportal.sandbox.errors import Refused

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
# Media type: (module, function, whether it takes bytes instead of a file). Modules are loaded when they are needed.
READERS = {
    "application/pdf": ("pdf", "read_pdf", True),
    f"{OFFICE}.wordprocessingml.document": ("docx", "read_docx", False),
    f"{OFFICE}.presentationml.presentation": ("pptx", "read_pptx", False),
    f"{OFFICE}.spreadsheetml.sheet": ("xlsx", "read_xlsx", False),
    f"{OPEN_DOCUMENT}.text": ("odt", "read_odt", False),
    "application/epub+zip": ("epub", "read_epub", False),
    "application/msword": ("doc", "read_doc", False),
    "application/rtf": ("rtf", "read_rtf", True),
    "text/rtf": ("rtf", "read_rtf", True),
    "text/plain": ("plain_text", "read_plain_text", True),
    "text/csv": ("plain_text", "read_csv", True),
    "image/jpeg": ("images", "read_image", True),
    "image/png": ("images", "read_image", True),
}
HWP = "This is a document of Hancom Office (HWP), which cannot be read here. Save it as PDF and upload that."
UNKNOWN_TYPE = "Text of files of this type ({}) cannot be read here."
EMPTY = "The file is empty."


def read_document(file, media_type, language="", first_page=1):
    """Yield {"pages": total}, then a dict for each page from `first_page` on. Raises Refused with words for the user.

    A page has: number, from 1; text; headings, a list of lines of it; running, the headers, footers and page numbers
    that were kept out of the text; language, an ISO 639-1 code or ""; state, "read" or "needs-ocr"; method, the name of
    the extractor; reason, words for a page that needs OCR, whose text is then "".
    """
    if media_type not in READERS:
        raise Refused(UNKNOWN_TYPE.format(media_type))
    start = file.read(4096)
    if not start:
        raise Refused(EMPTY)
    file.seek(0)
    if start.startswith(b"\xd0\xcf\x11\xe0") and "FileHeader".encode("utf-16-le") in file.read():
        raise Refused(HWP)
    file.seek(0)
    module, name, takes_bytes = READERS[media_type]
    function = getattr(import_module(f"{__package__}.{module}"), name)
    yield from function(file.read() if takes_bytes else file, language, first_page)
