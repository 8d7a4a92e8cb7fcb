"""Files with private data of every format, and what tests ask of their public copies."""

import base64
import io

from baliportal.files.safety import media_types
from baliportal.files.safety.scrubbing import scrub

from . import safety_files as files

SECRETS = [
    form
    for word in files.SECRET.split()
    for form in (word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le"))
]


def scrubbed(data, media_type):
    """(Bytes of the public copy, words)."""
    items = list(scrub(io.BytesIO(data), media_type))
    return b"".join(base64.b64decode(item["chunk"]) for item in items[1:]), items[0]["removed"]


def has_secret(data):
    return any(secret in data for secret in SECRETS)


EXAMPLES = {
    media_types.PDF: files.pdf(files.add_private_data),
    media_types.DOCX: files.private_docx(),
    media_types.XLSX: files.xlsx(),
    media_types.PPTX: files.pptx(),
    media_types.ODT: files.odt(),
    media_types.EPUB: files.epub(),
    media_types.RTF: files.rtf(),
    media_types.JPEG: files.jpeg(exif=True),
    media_types.PNG: files.png(text=True),
}


def everything_in(data, media_type):
    if media_type == media_types.PDF:
        return files.streams_of_pdf(data)
    if data.startswith(b"PK"):
        return data + b"".join(name.encode() + content for name, content in files.members_of(data).items())
    return data
