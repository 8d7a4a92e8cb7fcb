"""A public copy that looks or reads otherwise than its original, or still holds private data, is not made."""

import io

import pikepdf
import pytest

from baliportal.files.safety import media_types, proven_pdf, scrub_pdf, word_changes
from baliportal.files.safety.prove_office import prove_office
from baliportal.files.safety.prove_pdf import prove_pdf
from baliportal.files.safety.zip_package import Package
from baliportal.sandbox.errors import Refused

from . import safety_files as files
from .safety_examples import EXAMPLES, everything_in, has_secret, scrubbed


def test_a_copy_whose_pages_look_different_is_not_made(monkeypatch):
    def another(document):
        document.pages[0].Contents = document.make_stream(b"0 1 0 rg 20 20 50 80 re f")

    with pytest.raises(Refused, match="page 1"):
        prove_pdf(io.BytesIO(files.pdf()), files.pdf(another))
    with pytest.raises(Refused, match="cannot be read"):
        prove_pdf(io.BytesIO(files.pdf(pages=2)), files.pdf())
    monkeypatch.setattr(proven_pdf, "scrub_pdf", lambda file: (files.pdf(another), []))
    with pytest.raises(Refused, match="page 1"):
        scrubbed(files.pdf(), media_types.PDF)


def test_a_copy_whose_text_is_different_is_not_made(monkeypatch):
    with pytest.raises(Refused, match=r"word/document\.xml"):
        prove_office(Package(io.BytesIO(files.docx())), Package(io.BytesIO(files.docx("<w:p/>"))))
    monkeypatch.setattr(word_changes, "unwrap_element", lambda element: element.getparent().remove(element))
    with pytest.raises(Refused, match="would be different"):
        scrubbed(EXAMPLES[media_types.DOCX], media_types.DOCX)


def test_a_copy_that_still_holds_private_data_is_not_made(monkeypatch):
    monkeypatch.setattr(proven_pdf, "scrub_pdf", lambda file: (EXAMPLES[media_types.PDF], []))
    with pytest.raises(Refused, match="private data remains"):
        scrubbed(EXAMPLES[media_types.PDF], media_types.PDF)
    assert scrub_pdf.remove_private


def test_fields_that_load_files_or_start_programs_lose_their_codes():
    pieces = "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in ("DDE", "AUTO c:\\\\cmd.exe", " a"))
    shown = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    simple = f'<w:fldSimple w:instr=" INCLUDEPICTURE http://127.0.0.1/{files.SECRET} "><w:r><w:t>picture</w:t></w:r></w:fldSimple>'
    page = f"{begin}<w:r><w:instrText> PAGE </w:instrText></w:r>{end}"
    copy, removed = scrubbed(files.docx(f"<w:p>{begin}{pieces}{shown}{end}{simple}{page}</w:p>"), media_types.DOCX)
    document = files.members_of(copy)["word/document.xml"]
    assert removed == ["links to files elsewhere"]
    assert not any(word in document for word in (b"cmd.exe", b"AUTO", b"INCLUDEPICTURE", b"Siti"))
    assert all(word in document for word in (b"shown", b"picture", b" PAGE "))


def test_a_path_of_a_computer_is_no_description_of_a_picture():
    def describe(document):
        element = document.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=f"C:\\Users\\{files.SECRET}\\a.png")
        )
        document.Root.StructTreeRoot = pikepdf.Dictionary(K=element)

    copy, removed = scrubbed(files.pdf(describe), media_types.PDF)
    assert removed == ["places of files on a computer"]
    assert not has_secret(files.streams_of_pdf(copy))


def test_openpyxl_reads_a_cleaned_workbook_as_before():
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    book.properties.creator = files.SECRET
    book.active["A1"], book.active["B2"] = "law", 42
    book.active["A1"].comment = Comment(files.SECRET, files.SECRET)
    book.active["A2"].hyperlink = "https://example.org/"
    book.active["A3"] = "place"
    book.active["A3"].hyperlink = f"file:///C:/Users/{files.SECRET}"
    output = io.BytesIO()
    book.save(output)
    copy, removed = scrubbed(output.getvalue(), media_types.XLSX)
    assert not has_secret(everything_in(copy, media_types.XLSX))
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert (sheet["A1"].value, sheet["B2"].value, sheet["A1"].comment) == ("law", 42, None)
    assert sheet["A2"].hyperlink.target == "https://example.org/"
    assert {"author", "comments", "links to places on a computer"} <= set(removed)
