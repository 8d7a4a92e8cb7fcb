"""Workbook cells that Excel has converted (dates, numbers, formulas, errors), and ZIP bombs."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from baliportal.imports import workbook
from baliportal.imports.errors import FileRefused
from baliportal.imports.workbook_caps import WorkbookCaps
from legislation.models import Law

from ..editorial.desk_work import brought, errors_of, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db):
    return Law.objects.create(title="An Act")


def book_of(law, name, value, number_format="General", sheets=1):
    """A workbook in which somebody filled one cell of a record."""
    book = openpyxl.Workbook()
    book.active.append(["id", name])
    book.active.append([law.public_id, value])
    book.active["B2"].number_format = number_format
    for number in range(sheets - 1):
        book.create_sheet(f"More {number}").append(["other"])
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def imported_text(law, name, value, number_format="General"):
    """The imported text of the cell, or its error."""
    user = type("Editor", (), {"get_username": lambda self: "putri", "has_perm": lambda *_: True, "is_active": True})()
    batch = brought("law", book_of(law, name, value, number_format), user, "laws.xlsx")
    return fields_of(batch).get((2, name), ("", errors_of(batch).get(2, "")))[1]


DAY = datetime.datetime(2007, 8, 1)  # noqa: DTZ001  Excel knows no time zones


@pytest.mark.parametrize(
    ("value", "number_format", "meant"),
    [
        (DAY, "yyyy-mm-dd", "2007-08-01"),
        (DAY, "dd/mm/yy", "2007-08-01"),
        (DAY, "mmm-yy", "2007-08"),
        (DAY, "mmmm yyyy", "2007-08"),
        (DAY, "yyyy", "2007"),
        (DAY, "[$-809]dd mmmm yyyy;@", "2007-08-01"),
        (2007, "General", "2007"),
        ("2007-08", "@", "2007-08"),
        ("1900-07-09", "@", "1900-07-09"),
    ],
)
def test_a_date_cell_is_as_precise_as_its_format(law, value, number_format, meant):
    assert imported_text(law, "date", value, number_format) == meant


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (datetime.datetime(1900, 1, 1), "yyyy-mm-dd", "empty date"),  # noqa: DTZ001
        (0, "yyyy-mm-dd", "made a date or a time by Excel"),
        (14, "yyyy-mm-dd", "empty date"),
        ("1900-01-00", "@", "empty date"),
        ("1900", "@", "empty date"),
        ("00/01/1900", "@", "empty date"),
        ("14/04/09", "@", "year of two digits"),
        ("Aug-07", "@", "year of two digits"),
        ("14/04/2009", "@", "more than one way"),
        (datetime.datetime(2007, 8, 1, 12, 30), "yyyy-mm-dd", "holds a time"),  # noqa: DTZ001
        (39295.25, "General", "more than one way"),
    ],
)
def test_a_date_that_may_mean_something_else_is_refused(law, value, number_format, words):
    assert words in imported_text(law, "date", value, number_format)


@pytest.mark.parametrize(
    ("value", "number_format", "meant"),
    [
        (670, "General", "670"),
        (7, "000", "007"),
        ("007", "@", "007"),
        (12.5, "General", "12.5"),
        (True, "General", "yes"),
        ("_x000D_\nb_x005F_x0041_", "@", "\nb_x0041_"),
    ],
)
def test_numbers_in_a_text_field_are_read_as_displayed(law, value, number_format, meant):
    arrived = imported_text(law, "number", value, number_format)
    assert arrived == meant.replace("\r", "\n") or arrived == f"\n{meant}"


@pytest.mark.parametrize(
    ("value", "words"),
    [("=1+1", "holds a formula"), ("#N/A", "Excel's error #N/A"), (DAY, "made a date or a time by Excel")],
)
def test_a_cell_that_is_not_text_is_an_error_at_its_cell(law, value, words):
    error = imported_text(law, "number", value, "yyyy-mm-dd" if value is DAY else "General")
    assert "number (column B)" in error
    assert words in error


def test_other_sheets_are_named_and_not_read(law, putri):
    batch = brought("law", book_of(law, "title", "New", sheets=3), putri, "laws.xlsx")
    assert batch.notices[0] == "Read from the sheet “Sheet”. 2 other sheets were not read."


def test_an_empty_sheet_and_blank_rows(law, putri):
    book = openpyxl.Workbook()
    page = io.BytesIO()
    book.save(page)
    with pytest.raises(FileRefused, match="names no column"):
        brought("law", page.getvalue(), putri, "laws.xlsx")
    book.active.append(["id", "title", None])
    book.active.append([None, None])
    book.active.cell(900, 2).value = "Far below"
    page = io.BytesIO()
    book.save(page)
    assert fields_of(brought("law", page.getvalue(), putri, "laws.xlsx")) == {(900, "title"): ("", "Far below")}


def test_a_bomb_is_refused_before_it_is_unpacked(law, putri, monkeypatch):
    monkeypatch.setattr(workbook, "CAPS", WorkbookCaps(unpacked=10_000))
    with pytest.raises(FileRefused, match="too large"):
        brought("law", book_of(law, "title", "x" * 9_000), putri, "laws.xlsx")


def test_entities_and_broken_parts_are_refused(law, putri):
    whole = zipfile.ZipFile(io.BytesIO(book_of(law, "title", "New")))
    for evil in (b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>', b"<worksheet", b"\0\1"):
        page = io.BytesIO()
        with zipfile.ZipFile(page, "w") as made:
            for part in whole.namelist():
                made.writestr(part, evil if "sheet1" in part else whole.read(part))
        with pytest.raises(FileRefused):
            brought("law", page.getvalue(), putri, "laws.xlsx")
    for content in (b"", b"PK", b"not a zip at all", whole.fp.getvalue()[:200]):
        with pytest.raises(FileRefused, match="sound XLSX"):
            brought("law", content, putri, "laws.xlsx")
