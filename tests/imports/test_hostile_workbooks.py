"""Workbooks made to exhaust the server are refused with a message, store nothing and cost no memory."""

import io
import re
import resource
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from baliportal.catalogue.kinds import named
from baliportal.imports import child_rows, workbook
from baliportal.imports.errors import FileRefused
from baliportal.imports.models import Batch, BatchLine
from baliportal.imports.upload import upload
from baliportal.imports.workbook import Workbook
from baliportal.imports.workbook_caps import WorkbookCaps
from baliportal.sandbox import stream
from baliportal.sandbox.limits import MB, Limits
from baliportal.sandbox.stream import stream_limited

from .workbook_bytes import HEAD, text_row, workbook_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.system]
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.fixture(autouse=True)
def child_process(monkeypatch):
    """Read each workbook in a process of its own under limits, as the portal does."""
    monkeypatch.setattr(child_rows, "stream_limited", stream_limited)


@cache
def empty_rows():
    return workbook_bytes(HEAD + "<row/>" * 3_000_000)


def uploaded(content, user):
    return upload(SimpleUploadedFile("laws.xlsx", content), schema=named("law"), by=user)


def rows_of(content):
    return list(Workbook(io.BytesIO(content)).rows())


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (empty_rows, "more than 200 times its size"),
        (lambda: workbook_bytes(HEAD + "<row/>" * 300_000), "goes on below row 200,000"),
        (lambda: workbook_bytes(HEAD + text_row(2, "x" * 20_000_000)), "more than 200 times its size"),
        (lambda: workbook_bytes(HEAD + text_row(2, "x" * 3_000_000)), "more than 32,767 characters"),
        (lambda: workbook_bytes(HEAD, strings=f"<si><r><t>{'x' * 20_000}</t></r><r><t>{'x' * 20_000}</t></r></si>"), "32,767"),
        (lambda: workbook_bytes(HEAD, strings="<si><t/></si>" * 3_000_000), "too large when unpacked"),
        (lambda: workbook_bytes(HEAD, styles="<fonts>" + "<font/>" * 1_500_000 + "</fonts>"), "too large when unpacked"),
        (lambda: workbook_bytes(HEAD + '<row r="2">' + "<c>" * 1_000_000), "no sound XLSX"),
        (lambda: workbook_bytes(HEAD + "<row>" * 500_000), "no sound XLSX"),
        (lambda: workbook_bytes(HEAD + '<row r="2">' + "<a>" * 1_000_000), "no sound XLSX"),
        (lambda: workbook_bytes(HEAD + text_row(999_999_999, "T")), "goes on below row 200,000"),
        (lambda: workbook_bytes(HEAD + '<row r="2"><c r="XFD2"><v>1</v></c></row>'), "right of column 200"),
        (lambda: workbook_bytes(text_row(1, *(f"c{n}" for n in range(20_000)))), "right of column 200"),
        (lambda: workbook_bytes(HEAD + '<row r="2">' + "<c/>" * 20_000 + "</row>"), "no sound XLSX"),
        (lambda: workbook_bytes(HEAD + text_row(3, "a") + text_row(3, "b")), "no sound XLSX"),
        (lambda: workbook_bytes(HEAD + text_row(2, "&b;"), before=ENTITIES), "no sound XLSX"),
        (lambda: workbook_bytes(HEAD + '<row r="2"><c t="s"><v>7</v></c></row>'), "no sound XLSX"),
        (lambda: workbook_bytes(HEAD + f'<row r="2"><c><v>{"9" * 9_000}</v></c></row>'), ""),
        (lambda: workbook_bytes(HEAD, sheets='<sheet name="S" state="hidden" sheetId="1" r:id="r1"/>'), "no sound XLSX"),
    ],
)  # fmt: skip
def test_a_hostile_workbook_is_refused_with_a_message_and_nothing_is_stored(made, sentence, putri):
    content = made()
    if sentence:
        with pytest.raises(FileRefused, match=sentence):
            uploaded(content, putri)
        assert (Batch.objects.count(), BatchLine.objects.count()) == (0, 0)
    else:
        assert uploaded(content, putri).lines_read == 1


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(memory=160 * MB), "too much memory"),
        (Limits(cpu_seconds=1), "takes too long"),
        (Limits(deadline=0), "Other workbooks|takes too long"),
    ],
)
def test_a_workbook_above_the_limits_is_refused(limits, sentence, putri, monkeypatch):
    monkeypatch.setattr(child_rows, "LIMITS", limits)
    monkeypatch.setattr(workbook, "CAPS", WorkbookCaps(rows=10**7, shared_strings=10**9, ratio=10**4))
    content = workbook_bytes(HEAD + "<row/>" * 3_000_000, strings="<si><t>some words</t></si>" * 1_000_000)
    with pytest.raises(FileRefused, match=sentence):
        uploaded(content, putri)
    assert not Batch.objects.exists()


def test_the_child_uses_no_more_than_200_megabytes(monkeypatch):
    """VmHWM in kB, the most that was resident, read before the child is reaped: its usage counts its parent's, too."""
    resident, end = [], stream._end

    def observed(process):
        status = Path(f"/proc/{process.pid}/status").read_text()
        resident.extend(int(kilobytes) for kilobytes in re.findall(r"VmHWM:\s+(\d+)", status))
        return end(process)

    monkeypatch.setattr(stream, "_end", observed)
    monkeypatch.setattr(workbook, "CAPS", WorkbookCaps(ratio=10**4))
    strings = "".join(f"<si><t>{number:030}</t></si>" for number in range(700_000))
    Workbook(io.BytesIO(workbook_bytes(HEAD, strings=strings))).close()
    assert resident
    assert max(resident) < 200 * 1024


def test_the_memory_of_the_server_stays_as_it_is(putri):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for content in (empty_rows(), workbook_bytes(HEAD, strings="<si><t>a</t></si>" * 300_000)):
        with pytest.raises(FileRefused):
            uploaded(content, putri)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024  # kB


# Honest ones


def test_a_large_workbook_of_another_program_is_read_whole(putri):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["title", "summary", "number"])
    for number in range(3_000):
        sheet.append([f"Act {number}", "What it says. " * 20, number])
    page = io.BytesIO()
    book.save(page)
    batch = uploaded(page.getvalue(), putri)
    assert (batch.lines_read, batch.notices[0]) == (3_000, "Read from the sheet “Sheet”.")
    assert batch.lines.get(number=3_001).cells == ["Act 2999", "What it says. " * 20, "2999"]


def test_shared_texts_are_joined_from_their_runs_and_keep_what_excel_escapes():
    strings = "<si><t>title</t></si><si><r><t>An </t></r><r><t>Act</t></r><rPh><t>An Akt</t></rPh></si><si><t>_x005F_x0041_</t></si>"
    rows = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c></row>' for n in range(3))
    book = Workbook(io.BytesIO(workbook_bytes(rows, strings=strings)))
    assert [[book.cell(cell, None) for cell in cells] for _, cells in book.rows()] == [
        ["title"],
        ["An Act"],
        ["_x0041_"],
    ]


def test_rows_and_columns_that_are_left_out_keep_their_places():
    rows = rows_of(
        workbook_bytes(HEAD + '<row r="5"><c r="C5" t="str"><v>far</v></c><c r="AA5"><v>7</v></c></row><row/>')
    )
    assert rows == [(1, ["title"]), [5, ["", "", "far", *[""] * 23, ["n", 7, "General"]]]]


def test_a_strict_workbook_is_read_as_any_other():
    assert rows_of(workbook_bytes(HEAD, main="http://purl.oclc.org/ooxml/spreadsheetml/main")) == [(1, ["title"])]
