"""The content of a file decides what it is; programs, archives and what is locked are refused in words."""

import io
import shutil

import pikepdf
import pytest

from baliportal.files.safety import media_types
from baliportal.files.safety.inspection import inspect
from baliportal.sandbox.errors import Refused

from . import safety_files as files

DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"


def inspected(data, name="document"):
    return next(inspect(io.BytesIO(data), name))


def refusal(data, name="document.pdf"):
    with pytest.raises(Refused) as refused:
        inspected(data, name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (files.pdf(), "law.docx", media_types.PDF),
        (files.docx(), "law.pdf", media_types.DOCX),
        (files.xlsx(), "table", media_types.XLSX),
        (files.pptx(), "slides.exe", media_types.PPTX),
        (files.odt(), "law.zip", media_types.ODT),
        (files.epub(), "book.docx", media_types.EPUB),
        (files.rtf(), "law.doc", media_types.RTF),
        (files.jpeg(), "a.png", media_types.JPEG),
        (files.png(), "a.jpg", media_types.PNG),
        ("ข้อตกลง\r\n".encode(), "a.txt", media_types.TXT),
        ("ข้อตกลง เรื่องการต่อต้านการค้ามนุษย์\r\n".encode("cp874"), "a.txt", media_types.TXT),
        ("รหัส;ชื่อ".encode("utf-16"), "a.CSV", media_types.CSV),
    ],
)
def test_the_content_and_not_the_name_decides_the_type(data, name, media_type):
    assert inspected(data, name)["media_type"] == media_type


@pytest.mark.skipif(not shutil.which("antiword"), reason="without antiword .doc is refused")
def test_a_word_97_document_is_told_from_other_ole_files():
    assert inspected(files.doc())["media_type"] == media_types.DOC
    assert "password" in refusal(files.doc(flags=0x0100))
    assert "macros" in refusal(files.doc(_VBA_PROJECT=b""))
    assert "HWP" in refusal(files.ole({"FileHeader": b"HWP Document File", "BodyText": b""}))
    assert "XLSX" in refusal(files.ole({"Workbook": b""}))
    assert "password" in refusal(files.ole({"EncryptionInfo": b"", "EncryptedPackage": b""}))
    assert "damaged" in refusal(files.ole({"WordDocument": b""}, directory_loops=True))


def test_without_antiword_a_word_97_document_is_refused(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    assert ".doc" in refusal(files.doc())
    assert media_types.DOC not in [format_.media_type for format_ in media_types.accepted_formats()]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "empty"),
        (b"MZ\x90\0", "a.pdf", "program"),
        (b"\x7fELF\x02", "a.txt", "program"),
        (b"#!/bin/sh\nrm -rf /\n", "a.txt", "program"),
        (b"\xef\xbb\xbf#!/usr/bin/python\n", "a.csv", "program"),
        (b"@echo off\r\ndel *\r\n", "a.txt", "program"),
        (b"<html><body>a</body></html>", "a.txt", "web page"),
        (b"<!DOCTYPE html>", "a.pdf", "web page"),
        ("<html>".encode("utf-16"), "a.txt", "web page"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.png", "web page"),
        (b'<?xml version="1.0"?><a/>', "a.txt", "web page"),
        (b"Law\n" * 2000 + b"<script>alert(1)</script>", "a.txt", "web page"),
        (b"<?php system($_GET[0]);", "a.csv", "web page"),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n", "a.txt", "e-mail"),
        (b"plain text", "a.js", "plain text"),
        (b"plain text", "a", "plain text"),
        (b"\x00\x01\x02\x03 no text", "a.txt", "not a document"),
        (b"GIF89a", "a.png", "PNG"),
        (b"Rar!\x1a\x07", "a.pdf", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "a.pdf", "archive"),
        (b"\x1f\x8b\x08", "a.pdf", "archive"),
        (files.archive({"a.txt": "a"}), "a.docx", "archive"),
        (files.archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a.odt", "another program"),
        (b"\0\0\0\x18ftypheic", "a.jpg", "PNG"),
        (b"%!PS-Adobe-3.0", "a.pdf", "PostScript"),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(data, name, words):
    assert words in refusal(data, name)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (files.docx(more={"word/vbaProject.bin": b"macro"}), "macros"),
        (files.docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (files.docx(kind=files.OFFICE + "wordprocessingml.template.main+xml"), "template"),
        (files.docx(more={DOCUMENT_RELATIONS: files.relations(("vbaProject", "a.bin"))}), "macros"),
        (files.docx(more={DOCUMENT_RELATIONS: files.relations(("control", "a.xml"))}), "ActiveX"),
        (files.docx(more={"xl/externalLinks/externalLink1.xml": '<a><ddeLink ddeService="cmd"/></a>'}), "DDE"),
        (files.odt({"Basic/script.xml": "a"}), "macros"),
        (files.odt({"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (files.epub({"META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="aes"/></e>'}), "DRM"),
        (files.rtf(r"{\object\objemb{\*\objdata 00}}"), "objects"),
        (files.rtf(r'{\field{\*\fldinst { INCLUDEPICTURE "http://a"}}}'), "objects"),
        (files.rtf("}"), "damaged"),
    ],
)
def test_programs_and_locks_inside_documents_are_refused(data, words):
    assert words in refusal(data)


@pytest.mark.parametrize("password", ["user", ""])
def test_a_pdf_is_refused_where_it_needs_a_password_only(password):
    data = files.pdf(encryption=pikepdf.Encryption(owner="owner", user=password))
    if password:
        assert "password" in refusal(data)
    else:
        assert inspected(data)["pages"] == 1


def test_a_signed_file_is_told():
    assert inspected(files.pdf(files.add_signature))["signed"] is True
    assert inspected(files.docx(more={"_xmlsignatures/sig1.xml": "<a/>"}))["signed"] is True
    assert inspected(files.odt({"META-INF/documentsignatures.xml": "<a/>"}))["signed"] is True
    assert inspected(files.pdf())["signed"] is False


def test_the_findings_of_a_pdf():
    found = inspected(files.pdf(files.add_private_data))
    assert {"author", "JavaScript", "action on opening", "embedded files", "form in XML (XFA)", "comments"} <= set(
        found["findings"]
    )
    assert found["pages"] == 1


def test_the_findings_of_office_files_and_pictures():
    assert {"author", "company", "comments", "tracked changes", "external template", "embedded files", "custom properties",
            "picture of the first page"} <= set(inspected(files.private_docx())["findings"])  # fmt: skip
    assert "place where the picture was taken (GPS)" in inspected(files.jpeg(exif=True))["findings"]
    assert (
        inspected(files.pdf())["findings"]
        == inspected(files.docx())["findings"]
        == inspected(files.jpeg())["findings"]
        == []
    )


def test_a_dynamic_form_is_refused():
    def add(document):
        document.Root.NeedsRendering = True
        document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("a"))

    assert "XFA" in refusal(files.pdf(add))


def test_a_page_larger_than_a0_is_accepted_and_one_beyond_the_format_is_not():
    def size(side):
        def change(document):
            document.pages[0].MediaBox = pikepdf.Array([0, 0, side, side])

        return change

    assert inspected(files.pdf(size(8400)))["pages"] == 1
    assert "14,400" in refusal(files.pdf(size(20000)))


def test_the_end_of_a_gazette_may_hold_its_size_but_no_other_bytes():
    assert inspected(files.pdf() + b"\r\n277070")["pages"] == 1
    assert "something else" in refusal(files.pdf() + b"\nrm -rf /")
