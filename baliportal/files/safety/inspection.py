"""Tell what a file is by its content, and list what a public copy must not hold. Runs in the child process."""

from baliportal.sandbox.errors import Refused

from .loading import function_at
from .media_types import MAX_FILE_BYTES, ending_of
from .refused_types import refuse_by_start

START_BYTES = 4096

#: First bytes of a file, and the function that inspects files that begin with them, loaded when it is needed.
BY_MAGIC = (
    (b"%PDF-", "inspect_pdf.inspect_pdf"),
    (b"PK\x03\x04", "inspect_zip.inspect_zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "inspect_ole.inspect_ole"),
    (b"\xff\xd8\xff", "inspect_image.inspect_jpeg"),
    (b"\x89PNG\r\n\x1a\n", "inspect_image.inspect_png"),
    (b"{\\rtf", "inspect_rtf.inspect_rtf"),
)


def inspect(file, name):
    """Yield one dict: media_type, findings (words for what scrubbing removes), signed, and pages or None.

    Raises Refused with a sentence for the curator.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise Refused("The file is empty. Choose the file again, or save it again in the program that made it.")
    if size > MAX_FILE_BYTES:
        raise Refused("The file is larger than 100 MiB. Save it with smaller pictures, or split it into parts.")
    start = file.read(START_BYTES)
    file.seek(0)
    path = next((path for magic, path in BY_MAGIC if start.startswith(magic)), None)
    if path:
        yield function_at(path)(file)
    else:
        refuse_by_start(start)
        yield function_at("inspect_text.inspect_text")(file, ending_of(name))
