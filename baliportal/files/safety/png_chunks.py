"""Chunks of a PNG file: remove what is private without decoding the picture."""

import zlib

from .jpeg_segments import exif_orientation, orientation_block

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs", b"cICP",
    b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip


class InvalidPng(ValueError):
    """The bytes are not a whole PNG picture."""


def stripped_png(data):
    """The picture with only the chunks that change how it looks, and nothing after its end. Raises InvalidPng."""
    output = bytearray(SIGNATURE)
    for kind, content in chunks(data):
        if kind in KEPT:
            output += _chunk(kind, content)
        elif kind == b"eXIf" and 2 <= (orientation := exif_orientation(content)) <= 8:
            output += _chunk(kind, orientation_block(orientation))
    return bytes(output)


def chunks(data):
    """Yield (kind, content) up to IEND."""
    position, kind = len(SIGNATURE), b""
    if not data.startswith(SIGNATURE):
        raise InvalidPng
    while kind != b"IEND":
        length, kind = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        end = position + 12 + length
        if end > len(data):
            raise InvalidPng
        yield kind, data[position + 8 : end - 4]
        position = end


def _chunk(kind, content):
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
