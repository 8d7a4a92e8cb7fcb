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


@pytest.mark.parametrize("hidden", ["1", "true"])
def test_a_slide_with_a_shape_that_is_switched_off_is_refused(hidden):
    members = files.members_of(slides(""))
    slide = members["ppt/slides/slide0.xml"]
    members["ppt/slides/slide0.xml"] = slide.replace(
        b"<a:t>",
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Draft" hidden="{hidden}"/></p:nvSpPr></p:sp><a:t>'.encode(),
    )
    with pytest.raises(Refused, match="A slide has a hidden text box, picture or other shape"):
        scrubbed(files.archive(members), media_types.PPTX)


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


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


HIDDEN_STYLES = files.word_part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Hidden"><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="character" w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr></w:style>',
)


def with_styles(body):
    more = {
        "word/styles.xml": HIDDEN_STYLES,
        "word/_rels/document.xml.rels": files.relations(("styles", "styles.xml")),
    }
    return files.docx(body, more=more.items())


@pytest.mark.parametrize(
    "hidden",
    [
        f"<w:p>{run(files.SECRET, '<w:vanish/>')}</w:p>",
        f'<w:p>{run(files.SECRET, """<w:rStyle w:val="Quiet"/>""")}</w:p>',
        f'<w:p><w:pPr><w:pStyle w:val="Hidden"/></w:pPr>{run(files.SECRET)}</w:p>',
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run(files.SECRET)}</w:p></w:tc></w:tr></w:tbl>",
    ],
)
def test_hidden_text_of_word_is_taken_out_and_told(hidden):
    data = with_styles(f"<w:p>{run('Shown')}</w:p>{hidden}<w:p>{run('Last')}</w:p>")
    copy, removed = scrubbed(data, media_types.DOCX)
    document = files.members_of(copy)["word/document.xml"]
    assert removed == ["hidden text"]
    assert not has_secret(document)
    assert b"Shown" in document
    assert b"Last" in document
    assert next(inspect(io.BytesIO(data), "a"))["findings"] == removed
    assert scrubbed(copy, media_types.DOCX) == (copy, [])


@pytest.mark.parametrize(
    "shown",
    [
        f"<w:p>{run('Shown', '<w:webHidden/>')}</w:p>",
        f"""<w:p><w:pPr><w:pStyle w:val="Hidden"/></w:pPr>{run("Shown", '<w:vanish w:val="0"/>')}</w:p>""",
        f"""<w:p><w:pPr><w:pStyle w:val="Hidden"/></w:pPr>{run("Shown", '<w:rStyle w:val="Quiet"/>')}</w:p>""",
        f"<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>{run('Shown')}</w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType='begin'/></w:r>" + run("Shown") + "</w:p>",
    ],
)
def test_text_that_word_shows_stays(shown):
    copy, removed = scrubbed(with_styles(shown), media_types.DOCX)
    assert removed == []
    assert b"Shown" in files.members_of(copy)["word/document.xml"]


def test_hidden_text_with_a_note_is_refused():
    note = '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    with pytest.raises(Refused, match="hidden text with a note"):
        scrubbed(files.docx(f"<w:p>{note}</w:p>"), media_types.DOCX)


ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body):
    text = f'xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" xmlns:style="{ODF}:style:1.0"'
    members = {
        "mimetype": media_types.ODT,
        "content.xml": (
            f"<office:document-content {text}><office:automatic-styles>"
            '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
            '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Hidden"/>'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {text}><office:styles><style:style style:name='Hidden' style:family='paragraph'>"
            '<style:text-properties text:display="none"/></style:style></office:styles></office:document-styles>'
        ),
    }
    return files.archive(members)


@pytest.mark.parametrize(
    "hidden",
    [
        f'<text:p>Begun<text:span text:style-name="T1">{files.SECRET}</text:span></text:p>',
        f'<text:p text:style-name="P1">{files.SECRET}</text:p>',
        f'<text:section text:name="s" text:display="none"><text:p>{files.SECRET}</text:p></text:section>',
        f'<text:p><text:hidden-text text:is-hidden="true" text:string-value="{files.SECRET}"/></text:p>',
    ],
)
def test_hidden_text_of_opendocument_is_taken_out_and_told(hidden):
    copy, removed = scrubbed(odt(f"<text:p>Shown</text:p>{hidden}<text:p>Last</text:p>"), media_types.ODT)
    content = files.members_of(copy)["content.xml"]
    assert removed == ["hidden text"]
    assert not has_secret(content)
    assert b"Shown" in content
    assert b"Last" in content
    assert scrubbed(copy, media_types.ODT) == (copy, [])


def test_text_on_a_condition_is_refused():
    text = (
        f'<text:p>A<text:conditional-text text:string-value-if-true="{files.SECRET}">B</text:conditional-text></text:p>'
    )
    with pytest.raises(Refused, match="on a condition"):
        scrubbed(odt(text), media_types.ODT)


@pytest.mark.parametrize("text", [rb"{\v secret}", rb"\v secret\v0 ", rb"\v {\b secret}", rb"\v1\'e9", rb"\v\u3588?"])
def test_rtf_with_hidden_text_is_refused(text):
    with pytest.raises(Refused, match="has hidden text"):
        scrubbed(rb"{\rtf1\ansi Shown " + text + b"}", media_types.RTF)


@pytest.mark.parametrize(
    "text", [rb"{\v\v0 Shown}", rb"{\v {\xe entry}}", rb"{\*\v x}", rb"{\v }Shown", rb"\v\plain Shown"]
)
def test_rtf_without_hidden_text_is_published(text):
    assert scrubbed(rb"{\rtf1\ansi Text " + text + b"}", media_types.RTF)[0].startswith(rb"{\rtf1")
