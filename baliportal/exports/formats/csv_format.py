"""CSV as Excel opens it: UTF-8 with a byte-order mark, commas, CRLF; read back exactly by `read`.

Who reads it with something else may have another delimiter, and no mark.
"""

import csv

from baliportal.catalogue.db.chunks import batched

from .formulas import neutralise, restore

CONTENT_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"
CHUNK = 200  # records written at a time
csv.field_size_limit(2**31 - 1)  # Python's own limit of 128 KiB is shorter than the text of a long provision


def write(columns, records, delimiter=",", bom=True):
    """Yield the bytes of a table: a header of column names, then one line per record, in bounded memory."""
    yield head(columns, delimiter, bom)
    for batch in batched(records, CHUNK):
        yield lines([[_cell(column, record[column.name]) for column in columns] for record in batch], delimiter)


def head(columns, delimiter=",", bom=True):
    """The first line, and what stands before it."""
    return (BOM if bom else "").encode() + lines([[heading(column) for column in columns]], delimiter)


def lines(rows, delimiter=","):
    """The lines of rows of texts that are as they may stand in a cell; None is an empty one.

    They are as `csv.writer` writes them, which looks at each character by itself and takes two to three times as long.
    """
    return "".join([f"{_line([cell or '' for cell in row], delimiter)}\r\n" for row in rows]).encode()


def _line(cells, delimiter):
    line = delimiter.join(cells)
    if '"' in line or "\n" in line or "\r" in line or line.count(delimiter) >= len(cells):
        return delimiter.join([_quoted(cell, delimiter) for cell in cells])
    return line if line or not cells else '""'  # a single empty cell: nothing at all would be read as no line


def _quoted(cell, delimiter):
    """In quotation marks where it needs them."""
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if delimiter in cell or "\n" in cell or "\r" in cell else cell


def read(columns, file):
    """Yield the records of a text file that `write` wrote; raises InvalidValue for a cell its column cannot hold."""
    by_name = {heading(column): column for column in columns}
    for row in csv.DictReader(file, strict=True):
        found = [(by_name[heading], cell) for heading, cell in row.items()]
        yield {column.name: column.type.parse(_text(column, cell)) for column, cell in found}


def heading(column):
    """A column's name as it stands in the first line."""
    return neutralise(column.name)


def _cell(column, value):
    text = column.type.format(value)
    return neutralise(text) if column.type.table_type == "string" else text


def _text(column, cell):
    return restore(cell) if column.type.table_type == "string" else cell
