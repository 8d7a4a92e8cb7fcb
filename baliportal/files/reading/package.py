"""ZIP packages of office formats, and their XML as a stream of events, within limits."""

import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from baliportal.sandbox.errors import Refused

MB = 1024 * 1024
MAX_PARTS = 20_000
MAX_PART_BYTES = 200 * MB  # Unpacked; a limit by ratio would refuse laws, which are packed 61:1.
MAX_DEPTH = 400  # Nested elements.
CHUNK_BYTES = 64 * 1024
DAMAGED = "The document is damaged and cannot be opened. Open it in the program it is from and save it anew."
TOO_LARGE = "The document is too large when unpacked. Divide it."
PASSWORD = "The document is protected by a password. Save it without one and upload that."  # noqa: S105
MACROS = "The document holds macros. Save it without them, as {ending}, and upload that."
READ_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
OLE = b"\xd0\xcf\x11\xe0"


def read_events(reader, events):
    """Hand each event to the `text`, `start` or `end` of a reader, and yield what it then gives by `take`."""
    for kind, name, attributes in events:
        if kind == "text":
            reader.text(name)
        elif kind == "start":
            reader.start(name, attributes)
        else:
            reader.end(name)
        yield from reader.take()


class Package:
    """The parts of a ZIP file; raises Refused for files that are none."""

    def __init__(self, file):
        start = file.read(4)
        if start == OLE:
            raise Refused(PASSWORD if _utf16("EncryptedPackage") in file.read() else DAMAGED)
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as problem:
            raise Refused(DAMAGED) from problem
        self.sizes = {part.filename: part.file_size for part in self._archive.infolist()}
        if len(self.sizes) > MAX_PARTS:
            raise Refused(TOO_LARGE)
        if any(part.flag_bits & 1 for part in self._archive.infolist()):
            raise Refused(PASSWORD)

    def __contains__(self, part):
        return part in self.sizes

    def read(self, part):
        """Return the bytes of a part."""
        return b"".join(self.chunks(part))

    def chunks(self, part):
        """Yield the bytes of a part in chunks. Raises Refused for a part that is missing, damaged or too large."""
        if self.sizes.get(part, MAX_PART_BYTES + 1) > MAX_PART_BYTES:
            raise Refused(TOO_LARGE if part in self.sizes else DAMAGED)
        try:
            with self._archive.open(part) as stream:
                while chunk := stream.read(CHUNK_BYTES):
                    yield chunk
        except READ_ERRORS as problem:
            raise Refused(DAMAGED) from problem

    def events(self, part):
        """Yield the events of an XML part: ("start", name, attributes), ("end", name, None), ("text", text, None).

        Names are local names, without namespaces; attributes in the namespace of relations begin with r:.
        """
        target = _Events()
        parser = DefusedXMLParser(target=target, forbid_dtd=True)
        try:
            for chunk in self.chunks(part):
                parser.feed(chunk)
                yield from target.take()
            parser.close()
        except (ParseError, DefusedXmlException, LookupError, UnicodeError) as problem:
            raise Refused(DAMAGED) from problem
        yield from target.take()

    def relations(self, part):
        """Return {id: (type, target)} of a part of an Office Open XML package, without external targets."""
        directory, name = posixpath.split(part)
        path = posixpath.join(directory, "_rels", f"{name}.rels")
        found = {}
        for kind, element, attributes in self.events(path) if path in self else ():
            if kind == "start" and element == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", directory, attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = attributes.get("Type", ""), target
        return found

    def main_part(self, default):
        """Return the part that the package is about."""
        targets = (target for kind, target in self.relations("").values() if kind.endswith("/officeDocument"))
        part = next(targets, default)
        if part not in self:
            raise Refused(DAMAGED)
        return part


class _Events:
    """Target of an XML parser that collects events instead of a tree."""

    def __init__(self):
        self._events, self._depth = [], 0

    def take(self):
        events, self._events = self._events, []
        return events

    def start(self, name, attributes):
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refused(DAMAGED)
        named = {_attribute(key): value for key, value in attributes.items()}
        self._events.append(("start", _local(name), named))

    def end(self, name):
        self._depth -= 1
        self._events.append(("end", _local(name), None))

    def data(self, text):
        self._events.append(("text", text, None))

    def close(self):
        return None


def _attribute(name):
    """Relation ids are told from other ids, which slides have too."""
    return f"r:{_local(name)}" if "/relationships}" in name else _local(name)


def _local(name):
    return name.rpartition("}")[2]


def _utf16(text):
    return text.encode("utf-16-le")
