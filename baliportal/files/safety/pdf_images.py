"""Pictures inside a PDF: a photograph keeps its EXIF data, place and camera too, when a program puts it on a page."""

import zlib

import pikepdf

from .jpeg_segments import InvalidJpeg, stripped_jpeg

MAX_JPEG_BYTES = 100 * 1024 * 1024
WORD = "data of the camera in pictures"


def strip_image(stream):
    """Strip a JPEG in its place without decoding it; returns the word where something was removed, else ""."""
    filters = _filters(stream)
    if not filters or filters[-1] != "/DCTDecode" or filters[:-1] not in ([], ["/FlateDecode"]):
        return ""
    try:
        original = _unpacked(stream.read_raw_bytes(), filters)
        stripped = stripped_jpeg(original, keep_orientation=False)
    except (InvalidJpeg, zlib.error, pikepdf.PdfError):
        return ""
    if stripped == original:
        return ""
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[-1]
    stream.write(stripped, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)
    return WORD if b"Exif\0" in original or b"http://ns.adobe.com/" in original else ""


def _filters(stream):
    value = stream.get("/Filter")
    return (
        [str(one) for one in value] if isinstance(value, pikepdf.Array) else [str(value)] if value is not None else []
    )


def _unpacked(data, filters):
    return data if len(filters) == 1 else zlib.decompressobj().decompress(data, MAX_JPEG_BYTES)
