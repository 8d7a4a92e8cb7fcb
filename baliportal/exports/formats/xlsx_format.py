"""XLSX as spreadsheet programs open it, streamed: every text is typed as text, so nothing in it can ever run.

Cells and whole columns have the format “Text”, so that what somebody types below keeps its leading zeros and its dates
in partial precision. Texts stand in the cells themselves and not in a list of all texts, which a writer would have to
keep in memory.
"""

import hashlib
import re
import zipfile
from contextlib import contextmanager
from itertools import islice
from xml.sax.saxutils import escape

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters that a cell of Excel holds
ROWS = 1_048_575  # records on one sheet; its first row names the columns
BYTES = 1 << 30  # of one sheet, unpacked; the simple form of ZIP ends at twice that
CHUNK = 200  # records written at a time
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

#: What XML cannot hold or would change is written _xHHHH_; so is an underscore that would look like the start of that.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_TOO_LONG = re.compile(r"\[[\d,]+ characters, more than a cell of Excel holds\. This cell is passed over\.\]")

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
ANY, TEXT, HEAD = range(3)  # places in cellXfs
TAIL = "</sheetData></worksheet>"


class _Sink:
    """A file that a ZIP writes to and that gives away what was written; it cannot go back."""

    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self):
        """Nothing: whoever asks takes all there is."""

    def taken(self):
        data, self.pieces = b"".join(self.pieces), []
        return data


class _Sheet:
    """One sheet while it is written, with what it has come to."""

    def __init__(self, file):
        self._file, self.bytes, self.digest = file, 0, hashlib.sha256()

    def write(self, text):
        data = text.encode()
        self.bytes += len(data)
        self.digest.update(data)
        self._file.write(data)


def write(columns, records, about=None):
    """Yield the bytes of a workbook: a header of column names, then one row per record, in bounded memory.

    `about` gives rows of texts for a last sheet, once the records are written: it takes the SHA-256 of each of their
    sheets, by the sheet's name inside the workbook.
    """
    sink, records, names, digests, more = _Sink(), iter(records), [], {}, True
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        while more:
            names.append(f"Sheet{len(names) + 1}")
            with _opened(book, len(names)) as sheet:
                more = yield from _records(sheet, sink, columns, records)
            digests[_place(len(names))] = sheet.digest.hexdigest()
        if about:
            names.append("About")
            with _opened(book, len(names)) as sheet:
                _told(sheet, about(digests))
        for name, content in _parts(names):
            book.writestr(name, XML + content)
    yield sink.taken()


@contextmanager
def _opened(book, number):
    with book.open(_place(number), "w") as file:
        yield _Sheet(file)


def _place(number):
    return f"xl/worksheets/sheet{number}.xml"


def too_long(text):
    """What stands in the place of a text that no cell of Excel holds; whoever reads it back keeps what is there."""
    return f"[{len(text):,} characters, more than a cell of Excel holds. This cell is passed over.]"


def is_passed_over(cell):
    """Whether a cell says that its text was too long for it."""
    return bool(_TOO_LONG.fullmatch(cell))


def decoded(cell):
    """The text that a cell stands for; the inverse of what `write` does to a text."""
    return _CODED.sub(lambda code: chr(int(code[1], 16)), cell)


def _records(sheet, sink, columns, records):
    """Write one sheet of records; returns whether there are any left for another."""
    sheet.write(_head(columns))
    for _ in range(ROWS // CHUNK):
        rows = "".join(_row(columns, record) for record in islice(records, CHUNK))
        sheet.write(rows)
        if sink.pieces:
            yield sink.taken()
        if not rows or sheet.bytes > BYTES:
            break
    sheet.write(TAIL)
    return bool(rows)


def _told(sheet, rows):
    """Write a sheet of texts; the first of each row says what the others are."""
    widths = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in ((1, 24), (2, 60)))
    sheet.write(f'{XML}<worksheet xmlns="{MAIN}"><cols>{widths}</cols><sheetData>')
    for row in rows:
        cells = "".join(_text_cell(text, TEXT if place else HEAD) for place, text in enumerate(row))
        sheet.write(f"<row>{cells}</row>")
    sheet.write(TAIL)


def _head(columns):
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{_width(column)}" style="{_style(column)}" customWidth="1"/>'
        for place, column in enumerate(columns, 1)
    )
    names = "".join(_text_cell(column.name, HEAD) for column in columns)
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData><row>{names}</row>"
    )


def _row(columns, record):
    return f"<row>{''.join(_cell(column, record[column.name]) for column in columns)}</row>"


def _cell(column, value):
    if column.type.table_type == "integer":
        return "<c/>" if value is None else f"<c><v>{value}</v></c>"
    text = column.type.format(value)
    return _text_cell(text, TEXT) if text else f'<c s="{TEXT}"/>'


def _text_cell(text, style):
    text = too_long(text) if len(text) > LONGEST else text
    coded = escape(_NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{coded}</t></is></c>'


def _style(column):
    return ANY if column.type.table_type == "integer" else TEXT


def _width(column):
    return 40 if column.name == "title" else 16


def _parts(names):
    """The small files around the sheets of these names."""
    numbers = range(1, len(names) + 1)
    kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    kinds += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    overrides = "".join(f'<Override PartName="{n}" ContentType="{SHEET_TYPE}.{kind}+xml"/>' for n, kind in kinds)
    named = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    inside = [(f"worksheets/sheet{n}.xml", "worksheet") for n in numbers] + [("styles.xml", "styles")]
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>"
        ),
    )
    yield "_rels/.rels", _relations([("xl/workbook.xml", "officeDocument")])
    yield "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'
    yield "xl/_rels/workbook.xml.rels", _relations(inside)
    yield "xl/styles.xml", STYLES


def _relations(targets):
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
