"""Remove from pictures what is private, without encoding them anew."""

from .jpeg_segments import stripped_jpeg
from .picture_words import jpeg_words, png_words
from .png_chunks import stripped_png


def scrub_jpeg(file):
    """Return (bytes of the public copy, words for what was removed). Raises InvalidJpeg."""
    data = file.read()
    return stripped_jpeg(data), jpeg_words(data)


def scrub_png(file):
    """Return (bytes of the public copy, words for what was removed). Raises InvalidPng."""
    data = file.read()
    return stripped_png(data), png_words(data)
