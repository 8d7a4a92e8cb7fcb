"""Segments of a JPEG file: remove what is private without decoding the picture."""

EXIF = b"Exif\0\0"
STAND_ALONE = {0x01, *range(0xD0, 0xD8)}  # TEM and the restart markers have no length.
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
COMMENT = 0xFE
ORIENTATION = 0x0112  # The tag of EXIF.


class InvalidJpeg(ValueError):
    """The bytes are not a whole JPEG picture."""


def stripped_jpeg(data, *, keep_orientation=True):
    """The picture with only the segments that change how it looks, and nothing after its end.

    Raises InvalidJpeg. Kept are JFIF without its small picture, ICC profiles, Adobe's colour transform, and the
    orientation of EXIF as an EXIF block of its own.
    """
    output, orientation = bytearray(b"\xff\xd8"), 1
    for marker, segment in segments(data):
        if marker == 0xE1 and segment[4:10] == EXIF:
            orientation = exif_orientation(segment[10:])
        output += _kept(marker, segment)
    if keep_orientation and 2 <= orientation <= 8:
        output[2:2] = _orientation_segment(orientation)
    return bytes(output)


def exif_orientation(tiff):
    """The orientation in a TIFF block of EXIF data, 1 where there is none."""
    return exif_tags(tiff).get(ORIENTATION, 1)


def exif_tags(tiff):
    """{tag: first two bytes of its value as a number} of the first directory of a TIFF block."""
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if not order:
        return {}
    start = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[start : start + 2], order)
    entries = range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12)
    return {
        int.from_bytes(tiff[position : position + 2], order): int.from_bytes(tiff[position + 8 : position + 10], order)
        for position in entries
    }


def orientation_block(orientation):
    """A TIFF block of EXIF data with an orientation alone."""
    entry = b"\x01\x12\0\x03\0\0\0\x01" + orientation.to_bytes(2, "big") + b"\0\0"
    return b"MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"


def _orientation_segment(orientation):
    content = EXIF + orientation_block(orientation)
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content


def _kept(marker, segment):
    """The segment, a shorter one, or b"" to remove it."""
    if marker == 0xE0 and segment[4:9] == b"JFIF\0" and len(segment) >= 18:
        return segment[:2] + b"\0\x10" + segment[4:16] + b"\0\0"
    if marker == 0xE2:
        return segment if segment[4:16] == b"ICC_PROFILE\0" else b""
    if marker == 0xEE:
        return segment if segment[4:9] == b"Adobe" else b""
    return b"" if 0xE0 <= marker <= 0xEF or marker == COMMENT else segment


def segments(data):
    """Yield (marker, bytes) up to the end of the picture; a scan comes with the compressed data that follows it."""
    if data[:2] != b"\xff\xd8":
        raise InvalidJpeg
    position = 2
    while True:
        marker, position = _next_marker(data, position)
        if marker == END_OF_IMAGE:
            yield marker, b"\xff\xd9"
            return
        if marker in STAND_ALONE:
            end = position
        else:
            end = position + int.from_bytes(data[position : position + 2], "big")
            if end < position + 2 or end > len(data):
                raise InvalidJpeg
        if marker == START_OF_SCAN:
            end = _end_of_scan(data, end)
        yield marker, b"\xff" + bytes([marker]) + data[position:end]
        position = end


def _next_marker(data, position):
    """The next marker and the position behind it; bytes that are no marker are skipped, as decoders do."""
    position = data.find(b"\xff", position)
    if position < 0:
        raise InvalidJpeg
    while data[position : position + 1] == b"\xff":
        position += 1
    if position >= len(data):
        raise InvalidJpeg
    return data[position], position + 1


def _end_of_scan(data, position):
    """The position of the first marker after compressed data, where FF 00 and restart markers are data."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            raise InvalidJpeg
        following = data[position + 1]
        if following != 0 and following != 0xFF and not 0xD0 <= following <= 0xD7:
            return position
        position += 1 if following == 0xFF else 2
