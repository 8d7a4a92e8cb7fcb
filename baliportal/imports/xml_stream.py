"""Streaming XML for parts of a hostile file: no element is kept, entities are refused, texts are bounded."""

from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from baliportal.sandbox.errors import Refused

PIECE = 64 * 1024  # bytes parsed at a time
DEPTH = 64  # elements inside each other; a sheet has 7
OUT_OF_MEMORY = 1  # XML_ERROR_NO_MEMORY of expat
BROKEN = "This is no sound XLSX workbook. Open it in Excel or LibreOffice, save it as XLSX and try again."
TOO_LONG = "A cell has more than {:,} characters, which is more than Excel holds. Shorten it."


class XmlHandler:
    """Base of what reads one part: `begin_x(attributes)` and `end_x()` are called for each element of local name x,
    whatever its namespace. The text between them is added to `take_text` where `collecting` is set.
    """

    def __init__(self, longest):
        self.longest, self.collecting = longest, False
        self._pieces, self._length, self._depth = [], 0, 0
        self._begin, self._end = _Methods(self, "begin_"), _Methods(self, "end_")

    def take_text(self):
        """The text that was collected since the last was taken."""
        text, self._pieces, self._length = "".join(self._pieces), [], 0
        return text

    def feed(self, stream):
        """Parse a binary stream; yields after each piece of it, when the caller can take what was found so far."""
        parser = self._parser()
        try:
            while piece := stream.read(PIECE):
                parser.Parse(piece)
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
        if self._depth > DEPTH:
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
        raise Refused(BROKEN)  # no program writes one into a workbook, and entities need one


class _Methods(dict):
    """The methods of a handler by the names of elements as expat gives them, found once for each name."""

    def __init__(self, handler, prefix):
        super().__init__()
        self._handler, self._prefix = handler, prefix

    def __missing__(self, name):
        self[name] = method = getattr(self._handler, self._prefix + name.rpartition(" ")[2], None)
        return method
