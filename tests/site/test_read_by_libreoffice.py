"""LibreOffice opens our files and shows every cell as it was written; nothing in them runs."""

import csv
import io
import shutil
import subprocess

import openpyxl
import pytest

from legislation.models import Law

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.system,
]
AWKWARD = [
    "=1+1",
    "＝1+1",
    "+1",
    "-1",
    "@a",
    "\t=1",
    "0012",
    "2007-08",
    "TRUE",
    "1E5",
    "ไทย, “ລາວ”",
    "a\nb",
    "'quoted",
    "=cmd|x",
]
#: LibreOffice's numbers of the column type “text” and of the code page UTF-8, for its import filter.
TEXT, UTF8 = 2, 76


@pytest.fixture
def laws(starter_index):
    return [
        Law.objects.create(title=f"Law {n}", original_title=text, number=text, type="act", status="published")
        for n, text in enumerate(AWKWARD)
    ]


@pytest.fixture
def convert(tmp_path):
    """Function that converts a file by LibreOffice and returns the bytes of the new file."""

    def run(content, suffix, to, infilter=""):
        file = tmp_path / f"given.{suffix}"
        file.write_bytes(content)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [SOFFICE, profile, "--headless", *([f"--infilter={infilter}"] if infilter else []), "--convert-to", to,
                   "--outdir", str(tmp_path / "made"), str(file)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return next((tmp_path / "made").iterdir()).read_bytes()

    return run


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_opened_as_text_has_every_cell(vera, laws, convert):
    content = vera.get("/legislation.csv?q=law&columns=title,original_title,number,date").getvalue()
    columns = "/".join(f"{place}/{TEXT}" for place in range(1, 5))
    book = convert(content, "csv", "xlsx", f"Text - txt - csv (StarCalc):44,34,{UTF8},1,{columns}")
    shown = [
        [cell or "" for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)
    ]
    assert [[str(cell) for cell in row] for row in shown] == rows_of(content)


def test_a_workbook_has_every_cell_as_text(vera, laws, convert):
    address = "/legislation{}?q=law&columns=title,original_title,number,date"
    book = vera.get(address.format(".xlsx")).getvalue()
    shown = rows_of(convert(book, "xlsx", f"csv:Text - txt - csv (StarCalc):44,34,{UTF8},1,,0,true,true,false"))
    wanted = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].iter_rows(values_only=True)
    assert shown == [[cell or "" for cell in row] for row in wanted]
    assert {text for text in AWKWARD if "\t" not in text} <= {row[1] for row in shown}
