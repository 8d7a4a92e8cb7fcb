"""Words for the private data that a picture holds."""

from .jpeg_segments import EXIF, exif_tags, segments
from .png_chunks import KEPT, chunks

GPS_TAG, ORIENTATION_TAG = 0x8825, 0x0112
AUTHOR_TAGS = {0x013B, 0x9C9D, 0x8298}
PLACE, CAMERA, AUTHOR = "place where the picture was taken (GPS)", "data of the camera", "author"
AUTHOR_KEYS = (b"author", b"artist", b"creator")
TEXT_SEGMENTS = {0xE1: "document properties (XMP)", 0xED: "captions and keywords (IPTC)", 0xFE: "comments"}


def jpeg_words(data):
    """The words for a JPEG file. Raises InvalidJpeg."""
    words = set()
    end = 2
    for marker, segment in segments(data):
        end += len(segment)
        if marker == 0xE1 and segment[4:10] == EXIF:
            words |= _exif_words(segment[10:])
        elif marker in TEXT_SEGMENTS:
            words.add(TEXT_SEGMENTS[marker])
        elif marker == 0xE0 and segment[4:9] == b"JFXX\0":
            words.add("small picture")
    if data[end:].strip(b"\0"):
        words.add("data behind the picture")
    return sorted(words)


def png_words(data):
    """The words for a PNG file. Raises InvalidPng."""
    words = set()
    for kind, content in chunks(data):
        if kind == b"eXIf":
            words |= _exif_words(content)
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            words.add(
                "author" if content.lower().startswith((b"author", b"artist", b"creator")) else "document properties"
            )
        elif kind == b"tIME":
            words.add("time of the last change")
        elif kind not in KEPT:
            words.add("data of the program that made the file")
    return sorted(words)


def _exif_words(tiff):
    tags = exif_tags(tiff)
    words = {CAMERA} if set(tags) - {ORIENTATION_TAG} else set()
    words |= {PLACE} if GPS_TAG in tags else set()
    return words | ({AUTHOR} if AUTHOR_TAGS & set(tags) else set())
