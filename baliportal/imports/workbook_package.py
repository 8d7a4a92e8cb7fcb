"""Parts of an XLSX package besides its sheets: list of sheets, relations, number formats, shared strings."""

import os
import posixpath
import zipfile
from contextlib import closing

from openpyxl.styles.numbers import builtin_format_code
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from baliportal.sandbox.errors import Refused

from .xml_stream import BROKEN, XmlHandler

MAX_FORMAT = 255  # Characters of a number format in Excel; it goes with each of its cells.
TOO_LARGE = "The workbook is too large when unpacked. Split it into several files."
INFLATED = (
    "The workbook grows to more than {} times its size when it is unpacked. Delete rows and formats that hold nothing."
)


class Package:
    """The ZIP archive of a workbook; each part is read as a stream and refused above its cap."""

    def __init__(self, file, caps):
        self.caps = caps
        try:
            self.archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
            raise Refused(BROKEN) from problem
        self.packed = file.seek(0, os.SEEK_END)
        self.sizes = {part.filename: part.file_size for part in self.archive.infolist()}
        if len(self.sizes) > caps.parts or sum(self.sizes.values()) > caps.unpacked:
            raise Refused(TOO_LARGE)
        self.main = next(iter(self._related("", "/officeDocument")), None) or "xl/workbook.xml"
        self.properties = _read(self, self.main, caps.small_parts, Sheets(caps.cell))
        self.worksheets = self._worksheets()

    @property
    def epoch(self):
        """The epoch of the date serial numbers of the workbook."""
        return CALENDAR_MAC_1904 if self.properties.from_1904 else CALENDAR_WINDOWS_1900

    def number_formats(self):
        """Number format codes, indexed by cell style."""
        parts = self._related(self.main, "/styles")
        return _read(self, parts[0], self.caps.styles, Styles(self.caps.cell)).formats() if parts else []

    def shared_strings(self):
        """Shared strings, indexed by their number."""
        parts = self._related(self.main, "/sharedStrings")
        return _read(self, parts[0], self.caps.shared_strings, Strings(self.caps.cell)).items if parts else []

    def stream(self, part, handler, limit):
        """Parse a part of at most `limit` bytes; yields after each chunk. Raises Refused."""
        if part not in self.sizes:
            raise Refused(BROKEN)
        if self.sizes[part] > limit:
            raise Refused(TOO_LARGE)
        self.check_ratio(self.sizes[part], min(self.archive.getinfo(part).compress_size, self.packed))
        with self.archive.open(part) as stream, closing(handler.feed(stream)) as chunks:
            yield from chunks

    def check_ratio(self, unpacked, packed):
        """Raise Refused where so many bytes or characters, made of so many bytes, are more than a table comes to."""
        if unpacked > max(self.caps.any_ratio, self.caps.ratio * packed):
            raise Refused(INFLATED.format(self.caps.ratio))

    def _worksheets(self):
        """Worksheets in the order of their tabs, as (title, state, part), without chart sheets."""
        targets = self._relations(self.main)
        sheets = [(name, state, *targets.get(key, ("", ""))) for name, state, key in self.properties.sheets]
        return [(name, state, part) for name, state, kind, part in sheets if kind.endswith("/worksheet")]

    def _related(self, part, kind):
        return [target for type_, target in self._relations(part).values() if type_.endswith(kind)]

    def _relations(self, part):
        directory, name = posixpath.split(part)
        path = posixpath.join(directory, "_rels", f"{name}.rels")
        if path not in self.sizes:
            return {}
        relations = _read(self, path, self.caps.small_parts, Relations(self.caps.cell)).items
        return {key: (kind, posixpath.normpath(posixpath.join("/", directory, target))[1:])
                for key, (kind, target) in relations.items()}  # fmt: skip


def _read(package, part, limit, handler):
    for _ in package.stream(part, handler, limit):
        pass
    return handler


class Relations(XmlHandler):
    """Relations of a part: {id: (type, target)}."""

    def __init__(self, longest):
        super().__init__(longest)
        self.items = {}

    def begin_Relationship(self, attributes):  # noqa: N802 - named after the element
        if attributes.get("TargetMode") != "External":
            self.items[attributes.get("Id", "")] = attributes.get("Type", ""), attributes.get("Target", "")


class Sheets(XmlHandler):
    """The workbook part: its sheets as (title, state, relation id), and its epoch."""

    def __init__(self, longest):
        super().__init__(longest)
        self.sheets, self.from_1904 = [], False

    def begin_workbookPr(self, attributes):  # noqa: N802
        self.from_1904 = attributes.get("date1904") in ("1", "true")

    def begin_sheet(self, attributes):
        key = next((value for name, value in attributes.items() if name.endswith("/relationships id")), "")
        self.sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), key))


class Styles(XmlHandler):
    """The styles part, of which only number formats matter here."""

    def __init__(self, longest):
        super().__init__(longest)
        self._custom, self._styles, self._inside = {}, [], False

    def begin_numFmt(self, attributes):  # noqa: N802
        if not self._styles:  # Later ones belong to conditional formats.
            self._custom[attributes.get("numFmtId")] = attributes.get("formatCode", "")[:MAX_FORMAT]

    def begin_cellXfs(self, attributes):  # noqa: N802
        self._inside = True

    def end_cellXfs(self):  # noqa: N802
        self._inside = False

    def begin_xf(self, attributes):
        if self._inside:
            self._styles.append(attributes.get("numFmtId", "0"))

    def formats(self):
        codes = {number: self._custom.get(number) or builtin_format_code(int(number)) for number in set(self._styles)}
        return [codes[number] or "General" for number in self._styles]


class TextHandler(XmlHandler):
    """Base for parts with texts of cells: joins the runs of a rich text, and leaves out phonetic guides."""

    def __init__(self, longest):
        super().__init__(longest)
        self._phonetic = False

    def begin_t(self, attributes):
        self.collecting = not self._phonetic

    def end_t(self):
        self.collecting = False

    def begin_rPh(self, attributes):  # noqa: N802
        self._phonetic = True

    def end_rPh(self):  # noqa: N802
        self._phonetic = False


class Strings(TextHandler):
    """The shared strings, in their order."""

    def __init__(self, longest):
        super().__init__(longest)
        self.items = []

    def end_si(self):
        self.items.append(self.take_text())
