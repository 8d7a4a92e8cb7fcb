"""Proof that a public copy of an office file has the same text as the original with all changes accepted.

Reads the text by another way than scrubbing: as a stream, without a tree.
"""

import io
import re
from xml.parsers.expat import ExpatError

from baliportal.sandbox.errors import Refused

from . import odf_hidden, word_hidden
from .ooxml_package import CONTENT_TYPES, chunk_parts
from .shown_text import ShownText
from .word_chunks import PACKAGE_START, prove_chunk
from .zip_package import Package

DIFFERS = "No public copy could be made: the text of {} would be different. Save the document as PDF and upload that."
#: The parts that hold the text which a reader sees.
TEXT_PARTS = re.compile(
    r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml|ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml|content\.xml|styles\.xml|.*\.x?html?"
)


def prove_office(original, scrubbed):
    """Raise Refused where a text part is missing, or has not the same text in both packages."""
    found = chunk_parts(original) if CONTENT_TYPES in original else set()
    chunks = {name for name in original.names if name.lower() in found}
    for name in chunks & set(scrubbed.names):
        _prove_chunk(original.read(name), scrubbed.read(name))
    for name in filter(TEXT_PARTS.fullmatch, set(original.names) - chunks):
        if name in scrubbed and _digest(original, name) != _digest(scrubbed, name):
            raise Refused(DIFFERS.format(name))


def _prove_chunk(original, scrubbed):
    if original.startswith(PACKAGE_START):
        prove_office(Package(io.BytesIO(original)), Package(io.BytesIO(scrubbed)))
    else:
        prove_chunk(original, scrubbed)


def _digest(package, name):
    """Digest of the text that a part shows, without white space."""
    reader = ShownText(_hiding_styles(package, name))
    try:
        reader.parser.Parse(package.read(name), True)
    except ExpatError as problem:
        raise Refused(DIFFERS.format(name)) from problem
    return reader.digest.hexdigest()


def _hiding_styles(package, name):
    """The styles that hide text in a part of a Word document, or in one of OpenDocument; others have none."""
    if CONTENT_TYPES in package:
        return word_hidden.hiding_styles(package)
    return odf_hidden.hiding_styles(package, name) if name in ("content.xml", "styles.xml") else frozenset()
