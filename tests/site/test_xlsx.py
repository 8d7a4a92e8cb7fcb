"""A workbook holds every text as a text, exactly; streams in the memory of a few rows; and opens as any other."""

import io
import tracemalloc

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baliportal.exports.formats import xlsx_format
from baliportal.exports.formats.xlsx_format import decode_cell

from ..sampling import examples
from .test_csv import AN_EMPTY_RECORD, ANY_TEXT, COLUMNS, FORMULAS, RECORDS

UNTIMED = settings(deadline=None, max_examples=examples(40))


def sheets(records, columns=COLUMNS):
    content = b"".join(xlsx_format.write(columns, records))
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets


def texts_of(row):
    return ["" if cell.value is None else decode_cell(str(cell.value)) for cell in row]


@UNTIMED
@given(st.lists(RECORDS, max_size=3))
@example([AN_EMPTY_RECORD | {"text": "_x0041_ _x005F_ \x00\x0b\ufffe"}])
def test_every_cell_holds_the_text_of_the_record(records):
    head, *rows = sheets(records)[0].iter_rows()
    assert texts_of(head) == [column.name for column in COLUMNS]
    expected = [[column.type.format(record[column.name]) for column in COLUMNS] for record in records]
    assert [texts_of(row) for row in rows] == expected


@UNTIMED
@given(ANY_TEXT)
@example("=cmd|'/c calc'!A1")
def test_no_text_is_a_formula_and_headers_are_none_either(text):
    [sheet] = sheets([AN_EMPTY_RECORD | {"text": text}])
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert all(cell.number_format == "@" for cell in sheet[1])


def test_formulas_stay_texts_and_numbers_are_numbers():
    [sheet] = sheets([AN_EMPTY_RECORD | {"text": text, "number": 14} for text in FORMULAS])
    assert {(row[0].data_type, row[4].value) for row in sheet.iter_rows(min_row=2)} == {("s", 14)}


def test_a_text_too_long_for_a_cell_is_replaced_by_a_note_and_never_cut():
    [sheet] = sheets([AN_EMPTY_RECORD | {"text": "x" * 40_000}])
    assert sheet["A2"].value.startswith("[40,000 characters, more than a cell of Excel holds.")
    assert xlsx_format.is_too_long_note(sheet["A2"].value)


def test_records_that_do_not_fit_on_one_sheet_go_on_to_another(monkeypatch):
    monkeypatch.setattr(xlsx_format, "MAX_SHEET_BYTES", 60_000)
    worksheets = sheets([AN_EMPTY_RECORD | {"text": f"Row {number}"} for number in range(1000)])
    rows = [row[0].value for sheet in worksheets for row in sheet.iter_rows(min_row=2)]
    assert len(worksheets) > 1
    assert rows == [f"Row {number}" for number in range(1000)]


def test_the_first_bytes_come_at_once_and_memory_stays_flat():
    records = (AN_EMPTY_RECORD | {"text": f"Row {number} " * 20} for number in range(4_000))
    parts = xlsx_format.write(COLUMNS, records)
    tracemalloc.start()
    size = sum(len(part) for part in parts)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 20_000
    assert peak < 3_000_000


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/legislation.xlsx?country=MY", "/treaties.xlsx", "/reports/treaty-status.xlsx"])
def test_public_lists_and_reports_have_the_rows_of_their_csv(vera, starter_index, address):
    import csv

    answer = vera.get(address)
    assert answer["Content-Type"] == xlsx_format.CONTENT_TYPE
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    plain = vera.get(address.replace(".xlsx", ".csv")).getvalue().decode("utf-8-sig")
    assert [texts_of(row)[0] for row in sheet.iter_rows()] == [
        row[0] for row in csv.reader(io.StringIO(plain, newline=""))
    ]
