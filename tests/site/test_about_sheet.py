"""The last sheet of a workbook says about its other sheets what a manifest says about a file."""

import hashlib
import io
import zipfile

import openpyxl
import pytest

from baliportal.catalogue.models import JournalHead

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/legislation", "/search", "/reports/treaty-status"])
def test_the_about_sheet_has_count_number_checksum_and_columns_of_the_rows(vera, starter_index, path):
    content = vera.get(f"{path}.xlsx?country=MY").getvalue()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Sheet1", "About"]
    about = {row[0]: row[1:] for row in book["About"].iter_rows(values_only=True) if row[0]}
    assert about["Rows"][0] == str(book["Sheet1"].max_row - 1) != "0"
    assert about["Public number"][0] == str(JournalHead.public())
    assert "MY" in about["Asked for: filters"][0]
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert about["SHA-256 of xl/worksheets/sheet1.xml"][0] == hashlib.sha256(sheet).hexdigest()
    for name in (cell.value for cell in book["Sheet1"][1]):
        assert about[name][0], f"the meaning of {name} is missing"


def test_a_workbook_comes_back_as_a_spreadsheet_with_its_first_sheet(vera, starter_index):
    from baliportal.imports.workbook import Workbook

    book = Workbook(io.BytesIO(vera.get("/treaties.xlsx").getvalue()))
    assert "Sheet1" in book.description
    assert next(book.rows())[1][0] == "kind"
