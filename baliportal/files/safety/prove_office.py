"""Proof that a public copy of an office file has the same text as the original with all changes accepted.

Reads the text by another way than scrubbing: as a stream, without a tree.
"""

import hashlib
import io
import re
from xml.parsers.expat import ExpatError, ParserCreate

from baliportal.sandbox.errors import Refused

from .ooxml_package import CONTENT_TYPES, chunk_parts
from .word_chunks import PACKAGE_START, prove_chunk
from .zip_package import Package

DIFFERS = "No public copy could be made: the text of {} would be different. Save the document as PDF and upload that."
#: The parts that hold the text which a reader sees.
TEXT_PARTS = re.compile(
    r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml|ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml|content\.xml|styles\.xml|.*\.x?html?"
)
#: Elements (“namespace name” ends so) whose content is not text of the document once changes are accepted.
HIDDEN = re.compile(
    r".*(?:wordprocessingml/\S+ (?:del|moveFrom|instrText)|opendocument\S* (?:annotation|tracked-changes|scripts"
    r"|event-listeners|object-ole|section-source|plugin|floating-frame)"
    r"|xhtml (?:script|iframe|object|embed|applet|form))"
)


def prove_office(original, scrubbed):
    """Raise Refused where a text part is missing, or has not the same text in both packages."""
    found = chunk_parts(original) if CONTENT_TYPES in original else set()
    chunks = {name for name in original.names if name.lower() in found}
    for name in chunks & set(scrubbed.names):
        _prove_chunk(original.read(name), scrubbed.read(name))
    for name in filter(TEXT_PARTS.fullmatch, set(original.names) - chunks):
        if name in scrubbed and _digest(original.read(name), name) != _digest(scrubbed.read(name), name):
            raise Refused(DIFFERS.format(name))


def _prove_chunk(original, scrubbed):
    if original.startswith(PACKAGE_START):
        prove_office(Package(io.BytesIO(original)), Package(io.BytesIO(scrubbed)))
    else:
        prove_chunk(original, scrubbed)


def _digest(data, name):
    """Digest of the text of a part without white space between elements."""
    reader = _TextReader()
    try:
        reader.parser.Parse(data, True)
    except ExpatError as problem:
        raise Refused(DIFFERS.format(name)) from problem
    return reader.digest.hexdigest()


class _TextReader:
    def __init__(self):
        self.digest, self.hidden = hashlib.sha256(), 0
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.UseForeignDTD(False)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._started, self._ended
        self.parser.CharacterDataHandler = self._characters
        self.parser.SkippedEntityHandler = self._entity

    def _started(self, name, _attributes):
        self.hidden += bool(self.hidden or HIDDEN.fullmatch(name))

    def _ended(self, _name):
        self.hidden -= bool(self.hidden)

    def _characters(self, text):
        if not self.hidden:
            self.digest.update("".join(text.split()).encode())

    def _entity(self, name, _is_parameter):
        self._characters(f"&{name};")
