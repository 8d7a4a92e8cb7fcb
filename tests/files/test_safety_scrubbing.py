"""A public copy holds nothing private, shows the same, and is the same for the same file."""

import io
import shutil
import time
import zipfile

import pikepdf
import pytest
from django.core.files.base import ContentFile

from baliportal.files.safety import media_types
from baliportal.files.safety.errors import FileRefused
from baliportal.files.safety.inspection import inspect
from baliportal.files.uploads import accept, accepted_endings
from baliportal.sandbox.errors import Refused

from . import safety_files as files
from .safety_examples import EXAMPLES, everything_in, has_secret, scrubbed


@pytest.mark.parametrize("media_type", EXAMPLES)
def test_no_private_string_is_in_the_public_copy(media_type):
    original = EXAMPLES[media_type]
    assert has_secret(everything_in(original, media_type))
    copy, removed = scrubbed(original, media_type)
    assert not has_secret(everything_in(copy, media_type))
    assert removed


@pytest.mark.parametrize("media_type", EXAMPLES)
def test_a_public_copy_is_clean_of_the_same_type_and_always_the_same(media_type):
    copy, removed = scrubbed(EXAMPLES[media_type], media_type)
    found = next(inspect(io.BytesIO(copy), "a"))
    assert (found["media_type"], found["findings"]) == (media_type, [])
    assert scrubbed(EXAMPLES[media_type], media_type) == (copy, removed)
    assert scrubbed(copy, media_type) == (copy, [])


def test_a_public_copy_does_not_depend_on_the_time():
    data = EXAMPLES[media_types.PDF]
    first = scrubbed(data, media_types.PDF)
    time.sleep(1.1)  # Without deterministic_id the identifier holds the second.
    assert scrubbed(data, media_types.PDF) == first
    copy, _ = scrubbed(EXAMPLES[media_types.DOCX], media_types.DOCX)
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("media_type", EXAMPLES)
def test_inspection_names_what_scrubbing_removes(media_type):
    found = next(inspect(io.BytesIO(EXAMPLES[media_type]), "a"))
    assert scrubbed(EXAMPLES[media_type], media_type)[1] == found["findings"]


def test_a_pdf_keeps_links_tags_and_language():
    copy, _ = scrubbed(EXAMPLES[media_types.PDF], media_types.PDF)
    with pikepdf.open(io.BytesIO(copy)) as document:
        links = [annotation.get("/A", {}) for annotation in document.pages[0].Annots]
        assert [str(action.URI) for action in links if "/URI" in action] == ["https://example.org/law"]
        assert document.Root.StructTreeRoot.K.S == "/P"
        assert str(document.Root.Lang) == "id-ID"
        assert "/Info" not in document.trailer


def test_a_pdf_loses_its_former_revisions():
    original = files.pdf(lambda document: document.docinfo.update({"/Author": files.SECRET}))
    appended = b"\n5 0 obj\n<<>>\nendobj\ntrailer\n<</Size 6 /Root 1 0 R>>\n%%EOF\n"
    copy, _ = scrubbed(original + appended, media_types.PDF)
    assert not has_secret(files.streams_of_pdf(copy))


def test_a_pdf_encrypted_with_an_empty_password_is_public_without_its_restrictions():
    data = files.pdf(encryption=pikepdf.Encryption(owner="owner", user=""))
    copy, removed = scrubbed(data, media_types.PDF)
    assert "restrictions of printing and copying" in removed
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert not document.is_encrypted


def test_a_signature_is_removed_where_the_caller_asks_for_a_copy():
    copy, removed = scrubbed(files.pdf(files.add_signature), media_types.PDF)
    assert removed == ["digital signature"]
    assert not has_secret(files.streams_of_pdf(copy))


def test_text_that_is_marked_to_be_blacked_out_but_is_still_there_is_not_made_public():
    def mark(document):
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Redact, Rect=pikepdf.Array([0, 0, 9, 9])
        )
        document.pages[0].Annots = pikepdf.Array([mark])

    with pytest.raises(Refused, match="blacked out"):
        scrubbed(files.pdf(mark), media_types.PDF)


def test_tracked_changes_of_word_are_accepted():
    copy, _ = scrubbed(EXAMPLES[media_types.DOCX], media_types.DOCX)
    document = files.members_of(copy)["word/document.xml"].decode()
    texts = [piece.partition("<")[0] for piece in document.split("<w:t>")[1:]]
    assert texts == ["First", " second", " third", " fourth"]
    assert document.count("<w:p>") == 2  # The deleted end of the first paragraph joined it to the second.
    assert "tbl" not in document
    assert "rsid" not in document


def test_an_embedded_object_leaves_its_picture():
    copy, _ = scrubbed(EXAMPLES[media_types.PPTX], media_types.PPTX)
    slide = files.members_of(copy)["ppt/slides/slide1.xml"].decode()
    assert "graphicFrame" not in slide
    assert '<p:pic><a:blip r:embed="r2"/></p:pic>' in slide


def test_formulas_of_a_workbook_keep_their_values():
    copy, removed = scrubbed(EXAMPLES[media_types.XLSX], media_types.XLSX)
    members = files.members_of(copy)
    assert b"<v>42</v>" in members["xl/worksheets/sheet1.xml"]
    assert b"externalReference " in members["xl/workbook.xml"]
    assert b'Target="removed"' in members["xl/externalLinks/_rels/externalLink1.xml.rels"]
    assert "xl/connections.xml" not in members
    assert "links to other workbooks" in removed


def test_a_book_keeps_its_author():
    copy, _ = scrubbed(EXAMPLES[media_types.EPUB], media_types.EPUB)
    members = files.members_of(copy)
    assert next(iter(members)) == "mimetype"
    assert b"The Author" in members["OEBPS/book.opf"]
    assert b"Chapter" in members["OEBPS/a.xhtml"]
    assert not any(word in members["OEBPS/a.xhtml"] for word in (b"script", b"onload", b"example.com"))


def test_an_opendocument_text_keeps_its_layout_settings_and_web_links():
    copy, _ = scrubbed(EXAMPLES[media_types.ODT], media_types.ODT)
    members = files.members_of(copy)
    assert b"UseFormerLineSpacing" in members["settings.xml"]
    assert b"https://example.org/" in members["content.xml"]
    assert b"An act on people" in members["content.xml"].replace(b"<text:span>", b"")
    assert b"thumbnail" not in members["META-INF/manifest.xml"]


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_photograph_keeps_its_orientation_alone(orientation):
    from PIL import Image

    copy, _ = scrubbed(files.jpeg(exif=True, orientation=orientation), media_types.JPEG)
    exif = Image.open(io.BytesIO(copy)).getexif()
    assert dict(exif) == ({} if orientation == 1 else {0x0112: 6})
    assert not exif.get_ifd(0x8825)


def test_bytes_behind_a_picture_are_left_out():
    assert scrubbed(files.jpeg() + b"hidden", media_types.JPEG) == (files.jpeg(), ["data behind the picture"])


def test_text_passes_as_it_is():
    assert scrubbed(b"a;b\r\n", media_types.CSV) == (b"a;b\r\n", [])


def test_of_a_word_97_document_no_public_copy_is_made():
    with pytest.raises(Refused, match="DOCX or PDF and upload that, or choose to publish it as uploaded"):
        scrubbed(b"", media_types.DOC)


@pytest.mark.skipif(not shutil.which("antiword"), reason="without antiword .doc is refused")
@pytest.mark.django_db
def test_a_word_97_document_is_published_where_a_person_decides_to_publish_it_as_uploaded():
    assert ".doc" in accepted_endings().split(",")
    with pytest.raises(FileRefused, match="choose to publish it as uploaded"):
        accept(ContentFile(files.doc()), "act.doc")
    accepted = accept(ContentFile(files.doc()), "act.doc", unscrubbed=True)
    assert (accepted.media_type, accepted.original, accepted.removed) == (media_types.DOC, "", ())


def test_a_copy_of_an_archival_pdf_no_longer_says_that_it_is_one_and_the_curator_is_told():
    def mark(document):
        with document.open_metadata() as metadata:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "B"

    copy, removed = scrubbed(files.pdf(mark), media_types.PDF)
    assert "mark of an archival file (PDF/A)" in removed
    assert b"pdfaid" not in files.streams_of_pdf(copy)
    assert "mark of an archival file (PDF/A)" not in scrubbed(files.pdf(files.add_private_data), media_types.PDF)[1]
