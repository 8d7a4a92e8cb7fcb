"""CSV as Excel opens it: UTF-8 with a byte-order mark, commas, CRLF; read back exactly by `read`."""

import csv
import io

from .formulas import neutralised, restored

CONTENT_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"
CHUNK = 200  # records written at a time
csv.field_size_limit(2**31 - 1)  # Python's own limit of 128 KiB is shorter than the text of a long provision


def write(columns, records):
    """Yield the bytes of a table: a header of column names, then one line per record, in bounded memory."""
    yield (BOM + _lines([[neutralised(column.name) for column in columns]])).encode()
    batch = []
    for record in records:
        batch.append([_cell(column, record[column.name]) for column in columns])
        if len(batch) == CHUNK:
            yield _lines(batch).encode()
            batch = []
    if batch:
        yield _lines(batch).encode()


def read(columns, file):
    """Yield the records of a text file that `write` wrote; raises InvalidValue for a cell its column cannot hold."""
    by_name = {neutralised(column.name): column for column in columns}
    for row in csv.DictReader(file, strict=True):
        found = [(by_name[heading], cell) for heading, cell in row.items()]
        yield {column.name: column.type.parse(_text(column, cell)) for column, cell in found}


def _cell(column, value):
    text = column.type.format(value)
    return neutralised(text) if column.type.table_type == "string" else text


def _text(column, cell):
    return restored(cell) if column.type.table_type == "string" else cell


def _lines(rows):
    page = io.StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue()
