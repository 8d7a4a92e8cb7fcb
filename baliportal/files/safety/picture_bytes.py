"""Pictures inside other files, told by their first bytes."""

from .jpeg_segments import EXIF, InvalidJpeg, stripped_jpeg
from .png_chunks import InvalidPng, stripped_png

#: What begins a block about the camera, the place, the author or the program.
TELLING = (EXIF, b"http://ns.adobe.com/", b"Photoshop 3.0", b"eXIf", b"iTXt", b"tEXt", b"zTXt")
WORD = "data of the camera in pictures"


def stripped_picture(data):
    """Return (the bytes without private data, a word where there was any, else ""); other files as they are."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            stripped = stripped_jpeg(data)
        elif data.startswith(b"\x89PNG\r\n\x1a\n"):
            stripped = stripped_png(data)
        else:
            return data, ""
    except (InvalidJpeg, InvalidPng):
        return data, ""
    return stripped, WORD if len(stripped) < len(data) and _is_telling(data) else ""


def _is_telling(data):
    return any(
        mark in data for mark in (EXIF, b"http://ns.adobe.com/", b"Photoshop 3.0", b"eXIf", b"iTXt", b"tEXt", b"zTXt")
    )
