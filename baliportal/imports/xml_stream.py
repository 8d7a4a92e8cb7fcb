"""Streaming XML parser for untrusted files: builds no tree, refuses entities, and bounds the length of texts."""

from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from baliportal.sandbox.errors import Refused

CHUNK_BYTES = 64 * 1024  # Bytes parsed at a time.
MAX_DEPTH = 64  # Nested elements; a sheet has 7.
OUT_OF_MEMORY = 1  # XML_ERROR_NO_MEMORY of expat.
BROKEN = "This is no sound XLSX workbook. Open it in Excel or LibreOffice, save it as XLSX and try again."
TOO_LONG = "A cell has more than {:,} characters, which is more than Excel holds. Shorten it."


class XmlHandler:
    """Base of the handlers of one part.

    Calls `begin_x(attributes)` and `end_x()` for each element with local name x in any namespace. Text is buffered for
    `take_text` while `collecting` is set. Raises Refused for a text of more than `longest` characters.
    """

    def __init__(self, longest):
        self.longest, self.collecting = longest, False
        self._pieces, self._length, self._depth = [], 0, 0
        self._begin, self._end = _Methods(self, "begin_"), _Methods(self, "end_")

    def take_text(self):
        """Return the buffered text and empty the buffer."""
        text, self._pieces, self._length = "".join(self._pieces), [], 0
        return text

    def feed(self, stream):
        """Parse a binary stream; yields after each chunk, so that the caller can take the results so far.

        Raises Refused for XML that is not well-formed.
        """
        parser = self._parser()
        try:
            while chunk := stream.read(CHUNK_BYTES):
                parser.Parse(chunk)
                yield
            parser.Parse(b"", True)
        except ExpatError as problem:
            if problem.code == OUT_OF_MEMORY:
                raise MemoryError(ErrorString(problem.code)) from problem
            raise Refused(BROKEN) from problem
        yield

    def _parser(self):
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._started, self._ended
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._characters, self._doctype
        return parser

    def _started(self, name, attributes):
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refused(BROKEN)
        method = self._begin[name]
        if method:
            method(attributes)

    def _ended(self, name):
        self._depth -= 1
        method = self._end[name]
        if method:
            method()

    def _characters(self, text):
        if self.collecting:
            self._length += len(text)
            if self._length > self.longest:
                raise Refused(TOO_LONG.format(self.longest))
            self._pieces.append(text)

    def _doctype(self, *_):
        raise Refused(BROKEN)  # Entities need a document type; no program writes one into a workbook.


class _Methods(dict):
    """Cache of the methods of a handler by element name (“namespace name”, as expat gives it)."""

    def __init__(self, handler, prefix):
        super().__init__()
        self._handler, self._prefix = handler, prefix

    def __missing__(self, name):
        self[name] = method = getattr(self._handler, self._prefix + name.rpartition(" ")[2], None)
        return method
