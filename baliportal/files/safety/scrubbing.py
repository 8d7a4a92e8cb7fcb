"""Make the public copy of a file: without what is private or active, and proven to show the same. Runs in the child."""

import base64

from baliportal.sandbox.errors import Refused

from .loading import function_at
from .media_types import CSV, DOC, DOCX, EPUB, JPEG, ODT, PDF, PNG, PPTX, RTF, TXT, XLSX

CHUNK_BYTES = 3 * 1024 * 1024  # Four million characters in base64.
NO_COPY_OF_DOC = (
    "A Word 97 document (.doc) cannot be cleaned of private data. Save it as DOCX or PDF and upload that, or choose to "
    "publish it as uploaded, with the names and changes that it may hold."
)

#: Function by media type, loaded when it is needed; each returns (bytes, words for what was removed) or raises Refused.
SCRUBBERS = {
    PDF: "proven_pdf.proven_pdf",
    DOCX: "proven_package.proven_ooxml",
    PPTX: "proven_package.proven_ooxml",
    XLSX: "proven_package.proven_ooxml",
    ODT: "proven_package.proven_odt",
    EPUB: "proven_package.proven_epub",
    JPEG: "proven_picture.proven_jpeg",
    PNG: "proven_picture.proven_png",
    RTF: "proven_text.proven_rtf",
    TXT: "proven_text.same_text",
    CSV: "proven_text.same_text",
}


def scrub(file, media_type):
    """Yield {"removed": [words]}, then {"chunk": base64} until the public copy is complete. Raises Refused."""
    if media_type == DOC:
        raise Refused(NO_COPY_OF_DOC)
    file.seek(0)
    data, removed = function_at(SCRUBBERS[media_type])(file)
    yield {"removed": removed}
    for start in range(0, len(data), CHUNK_BYTES):
        yield {"chunk": base64.b64encode(data[start : start + CHUNK_BYTES]).decode("ascii")}
