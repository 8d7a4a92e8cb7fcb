"""Text of XLSX: a page per sheet, a line per row with tabs between its cells."""

import datetime

from baliportal.sandbox.errors import Refused

from .package import MACROS, Package
from .pages import Block, document_items

MAX_CELLS = 2_000_000  # Of the workbook; openpyxl reads some 80,000 a second.
TOO_LARGE = f"The workbook has more than {MAX_CELLS:,} cells. Divide it."


def read_xlsx(file, language="", first_page=1):
    """Yield the items of a workbook; the first line of a page is the name of its sheet. Raises Refused."""
    package = Package(file)
    if any(part.endswith("vbaProject.bin") for part in package.sizes):
        raise Refused(MACROS.format(ending="XLSX"))
    package.main_part("xl/workbook.xml")
    import openpyxl

    file.seek(0)
    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    count = [0]
    pages = [[Block(sheet.title, True), *_rows(sheet, count)] for sheet in workbook.worksheets]
    yield from document_items(pages or [[]], language, "xlsx", first_page)


def _rows(sheet, count):
    """Yield the rows with a value. Sizes that a sheet gives are not trusted."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        count[0] += len(row) + 1
        if count[0] > MAX_CELLS:
            raise Refused(TOO_LARGE)
        line = "\t".join(map(_cell_text, row)).rstrip("\t")
        if line.strip():
            yield Block(line)


def _cell_text(value):
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return " ".join(str(value).split())
