"""Each format gives the text of its document, with headings, and pages where it has them."""

import io

import openpyxl
import pytest

from baliportal.files.reading.document import read_document
from baliportal.files.reading.rtf import without_pictures
from baliportal.sandbox.errors import Refused

from .documents import MEDIA_TYPES
from .made_files import R, make_docx, make_relations, make_zip, paragraph


def read(content, ending, language="", first_page=1):
    total, *pages = read_document(io.BytesIO(content), MEDIA_TYPES[ending], language, first_page)
    assert total["pages"] == len(pages) + first_page - 1
    return pages


def text_of(content, ending, language=""):
    return "\n".join(page["text"] for page in read(content, ending, language))


def test_docx_accepts_tracked_changes():
    body = (f"<w:p><w:r><w:t>one </w:t></w:r><w:ins>{paragraph('two ')[5:-6]}</w:ins>"
            "<w:del><w:r><w:delText>three</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>four</w:t></w:r></w:moveFrom></w:p>")  # fmt: skip
    assert text_of(make_docx(body), "docx") == "one two"


def test_docx_keeps_tables_breaks_footnotes_and_headings():
    cell = f"<w:tc>{paragraph('a')}{paragraph('b')}</w:tc><w:tc>{paragraph('c')}</w:tc>"
    body = (paragraph("Scope", '<w:pPr><w:pStyle w:val="Kop1"/></w:pPr>') + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
            '<w:p><w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:br/><w:t>z</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
            + paragraph("End"))  # fmt: skip
    parts = {
        "word/styles.xml": '<w:styles xmlns:w="w"><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style></w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="w"><w:footnote w:id="2">{paragraph("A note.")}</w:footnote></w:footnotes>',
    }
    (page,) = read(make_docx(body, parts, s=("styles", "styles.xml"), f=("footnotes", "footnotes.xml")), "docx")
    assert page["text"] == "Scope\na b c\nx y\nz\nA note.\nEnd"
    assert page["headings"] == ["Scope"]


@pytest.mark.parametrize(("name", "chunk"), [
    ("a.html", b"<html><head><style>x</style></head><body><h1>Title</h1><p>Caf&eacute;<br>two</p></body></html>"),
    ("a.mht", (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html; "
              b"charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<h1>Title</h1><p>Caf=C3=A9<br>two\r\n--B--\r\n")),
])  # fmt: skip
def test_docx_reads_alt_chunks(name, chunk):
    content = make_docx('<w:altChunk r:id="c"/>', {f"word/{name}": chunk}, c=("aFChunk", name))
    (page,) = read(content, "docx")
    assert (page["text"], page["headings"]) == ("Title\nCafé\ntwo", ["Title"])


def test_formats_without_pages_are_divided_at_paragraph_ends_and_can_be_resumed():
    content = make_docx("".join(paragraph(f"{number} " + "word " * 100) for number in range(40)))
    pages = read(content, "docx")
    assert [page["number"] for page in pages] == list(range(1, len(pages) + 1))
    assert all(len(page["text"]) < 3600 for page in pages)
    assert read(content, "docx", first_page=3) == pages[2:]


def test_odt_keeps_notes_spaces_and_tables_and_leaves_deleted_text_out():
    names = 'xmlns:t="urn:text" xmlns:o="urn:office" xmlns:b="urn:table"'
    body = ("<t:tracked-changes><t:p>gone</t:p></t:tracked-changes><t:h>Scope</t:h>"
            '<t:p>one<t:s t:c="2"/>two<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>A note.</t:p></t:note-body>'
            "</t:note> three</t:p><b:table><b:table-row><b:table-cell><t:p>a</t:p></b:table-cell><b:table-cell><t:p>b</t:p>"
            "</b:table-cell></b:table-row></b:table>")  # fmt: skip
    (page,) = read(make_zip({"content.xml": f"<o:document-content {names}>{body}</o:document-content>"}), "odt")
    assert page["text"] == "Scope\none two three\nA note.\na b"
    assert page["headings"] == ["Scope"]


def test_pptx_has_a_page_per_slide_in_order_without_notes():
    def slide(title, text):
        return (f'<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:ph type="title"/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></p:sp>'
                f"<p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>")  # fmt: skip

    ids = '<p:sldId id="256" r:id="b"/><p:sldId r:id="a" id="257"/>'
    content = make_zip({
        "_rels/.rels": make_relations(m=("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" {R}>{ids}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": make_relations(a=("slide", "slides/1.xml"), b=("slide", "slides/2.xml")),
        "ppt/slides/1.xml": slide("Last", "end"), "ppt/slides/2.xml": slide("First", "start"),
        "ppt/notesSlides/1.xml": slide("Secret", "note"),
    })  # fmt: skip
    pages = read(content, "pptx")
    assert [page["text"] for page in pages] == ["First\nstart", "Last\nend"]
    assert [page["headings"] for page in pages] == [["First"], ["Last"]]


def test_xlsx_has_a_page_per_sheet():
    workbook, output = openpyxl.Workbook(), io.BytesIO()
    workbook.active.title = "Cases"
    workbook.active.append(["year", "persons", 2.0])
    workbook.create_sheet("Empty")
    workbook.save(output)
    assert [page["text"] for page in read(output.getvalue(), "xlsx")] == ["Cases\nyear persons 2", "Empty"]


def test_epub_has_a_page_per_chapter_in_reading_order():
    package = ('<package xmlns="o"><manifest><item id="a" href="1.xhtml" media-type="application/xhtml+xml"/>'
               '<item id="b" href="two%20.xhtml" media-type="application/xhtml+xml"/></manifest>'
               '<spine><itemref idref="b"/><itemref idref="a"/></spine></package>')  # fmt: skip
    content = make_zip({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>',
        "O/p.opf": package, "O/1.xhtml": "<!DOCTYPE html><html><body><h2>B</h2>b&nbsp;b</body></html>",
        "O/two .xhtml": "<html><head><title>x</title></head><body><p>a</p></body></html>",
    })  # fmt: skip
    assert [page["text"] for page in read(content, "epub")] == ["a", "B\nb b"]


@pytest.mark.parametrize(("encoding", "language", "text"), [
    ("utf-8", "", "Đạo luật về người"), ("utf-8-sig", "", "é"), ("utf-16", "th", "กฎหมาย"), ("cp874", "th", "พระราชบัญญัติ ปราบปราม"),
    ("cp1252", "fr", "La loi sur la traite des êtres humains a été adoptée à l’unanimité par le Sénat."),
    ("cp932", "ja", "人身取引の防止"), ("cp1251", "ru", "Закон о торговле людьми"), ("gb18030", "zh-Hans", "反对拐卖人口"),
])  # fmt: skip
def test_texts_are_read_in_their_encoding(encoding, language, text):
    assert text_of(text.encode(encoding), "txt", language) == text


def test_csv_cells_stand_apart():
    assert text_of(b'name;note\r\nA;"b; c"\r\n', "csv") == "name note\nA b; c"


def test_bytes_of_a_picture_in_rtf_are_no_text():
    picture = rb"{\pict\pngblip " + b"89504e47\n" * 500 + b"}"
    document = rb"{\rtf1\ansi before " + picture + rb" after 0123 abc\par}"
    assert text_of(document, "rtf").split() == ["before", "after", "0123", "abc"]
    assert len(without_pictures(document)) < 100


@pytest.mark.parametrize(("rtf", "text"), [
    (rb"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fcharset128 x;}}\f0 \'90\'6c\'90\'67\'8e\'e6\'88\'f8\par two}", "人身取引\ntwo"),
    (rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset222 x;}}\f0 \u3585?\u3609?}", "กน"),
    (rb"{\rtf1\ansi caf\'e9\par}", "café"),
])  # fmt: skip
def test_rtf_is_read_in_its_code_page(rtf, text):
    assert text_of(rtf, "rtf").strip() == text


@pytest.mark.parametrize(("content", "ending", "words"), [
    (b"", "pdf", "empty"), (b"no zip", "docx", "damaged"), (b"x", "rtf", "RTF"), (b"text", "doc", ".doc"),
    (b"%PDF-1.4 nothing", "pdf", "damaged"), (b"\0\0\0\0", "txt", "no text"), (make_zip({"a": "b"}), "docx", "damaged"),
    (make_docx("", {"word/vbaProject.bin": b"x"}), "docx", "macros"), (make_zip({"a": "b"}), "odt", "damaged"),
])  # fmt: skip
def test_what_is_no_such_document_is_refused_in_words(content, ending, words):
    with pytest.raises(Refused, match=words):
        read(content, ending)


def test_pages_name_their_language():
    english = (
        "This act applies to every person who is found to have trafficked another person within the Republic. " * 2
    )
    pages = read(
        make_docx(paragraph(english) + paragraph("x" * 3000) + paragraph("กฎหมายว่าด้วยการค้ามนุษย์")), "docx", "th"
    )
    assert [page["language"] for page in pages][::2] == ["en", "th"][: len(pages[::2])]
    assert read(b"12", "txt", "id")[0]["language"] == "id"
    assert read(b"12", "txt")[0]["language"] == ""


def test_unknown_types_are_refused():
    with pytest.raises(Refused, match="image/svg"):
        list(read_document(io.BytesIO(b"<svg/>"), "image/svg+xml"))
