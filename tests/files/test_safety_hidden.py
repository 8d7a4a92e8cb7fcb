"""Hidden parts of an office file are taken out or refused, and the curator is informed."""

import io

import pytest

from baliportal.files.safety import media_types
from baliportal.files.safety.inspection import inspect
from baliportal.sandbox.errors import Refused

from . import safety_files as files
from .safety_examples import has_secret, scrubbed

SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def slides(*shown):
    """A presentation of one slide for each value, with its `show` attribute, in one section; with speaker notes."""
    numbers = range(len(shown))
    listed = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in numbers)
    section = "".join(f'<s:sldId id="{256 + n}"/>' for n in numbers)
    members = {
        "[Content_Types].xml": files.content_types(
            "ppt/presentation.xml", files.OFFICE + "presentationml.presentation.main+xml"
        ),
        "_rels/.rels": files.relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": (
            f'<p:presentation xmlns:p="{SLIDE}" xmlns:r="{files.RELATIONS}"><p:sldIdLst>{listed}</p:sldIdLst><p:extLst>'
            f'<s:section xmlns:s="http://schemas.microsoft.com/office/powerpoint/2010/main">{section}</s:section>'
            "</p:extLst></p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": files.relations(*(("slide", f"slides/slide{n}.xml") for n in numbers)),
    }
    for number, show in enumerate(shown):
        text = "Shown" if not show else files.SECRET
        members[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{SLIDE}" xmlns:a="{DRAWING}" {show}><p:cSld><a:t>{text}</a:t></p:cSld></p:sld>'
        )
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = files.relations(
            ("notesSlide", f"../notesSlides/{number}.xml")
        )
        members[f"ppt/notesSlides/{number}.xml"] = (
            f'<p:notes xmlns:p="{SLIDE}"><a:t xmlns:a="a">{files.SECRET}</a:t></p:notes>'
        )
    return files.archive(members)


def test_hidden_slides_and_notes_are_taken_out_and_told():
    data = slides("", 'show="0"', "")
    copy, removed = scrubbed(data, media_types.PPTX)
    members = files.members_of(copy)
    assert removed == ["hidden slides", "notes of the speaker"]
    assert not has_secret(b"".join(members.values()))
    assert sorted(name for name in members if name.endswith("xml") and "slides/" in name) == [
        "ppt/slides/slide0.xml", "ppt/slides/slide2.xml",
    ]  # fmt: skip
    assert members["ppt/presentation.xml"].count(b"sldId ") == 4  # two slides, in the list and in their section
    assert next(inspect(io.BytesIO(data), "a"))["findings"] == removed
    assert scrubbed(copy, media_types.PPTX) == (copy, [])


def test_a_presentation_of_nothing_but_hidden_slides_is_refused():
    with pytest.raises(Refused, match="Each slide of the presentation is hidden"):
        scrubbed(slides('show="0"', 'show="false"'), media_types.PPTX)


def workbook(sheet="", cells='<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>', columns=""):
    members = {
        "[Content_Types].xml": files.content_types("xl/workbook.xml", files.OFFICE + "spreadsheetml.sheet.main+xml"),
        "_rels/.rels": files.relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SHEET}" xmlns:r="{files.RELATIONS}"><sheets><sheet name="Laws" sheetId="1" r:id="r0" {sheet}/>'
            "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": files.relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{SHEET}"><cols>{columns}</cols><sheetData>{cells}</sheetData></worksheet>'
        ),
    }
    return files.archive(members)


@pytest.mark.parametrize("hidden", [
    {"sheet": 'state="hidden"'}, {"sheet": 'state="veryHidden"'},
    {"cells": '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>'},
    {"columns": '<col min="2" max="4" hidden="1"/>'},
], ids=["sheet", "very hidden sheet", "row", "column"])  # fmt: skip
def test_a_workbook_that_hides_cells_is_refused_and_the_inspection_tells_it(hidden):
    data = workbook(**hidden)
    assert next(inspect(io.BytesIO(data), "a"))["findings"] == ["hidden sheets, rows or columns"]
    with pytest.raises(Refused, match="hidden sheets, rows or columns"):
        scrubbed(data, media_types.XLSX)


@pytest.mark.parametrize("hidden", [
    {"sheet": 'state="visible"'}, {"cells": '<row r="1" hidden="1"><c r="A1" s="3"/></row>'},
    {"columns": '<col min="4" max="16384" hidden="1"/>'}, {"columns": '<col min="1" max="3" hidden="0"/>'},
], ids=["visible sheet", "empty row", "empty columns", "visible columns"])  # fmt: skip
def test_what_is_hidden_and_empty_is_no_reason_to_refuse_a_workbook(hidden):
    assert scrubbed(workbook(**hidden), media_types.XLSX)[1] == []
