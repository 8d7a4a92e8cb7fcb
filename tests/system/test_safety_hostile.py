"""Hostile files cost no more than the limits of their child process, and are refused in one sentence or are harmless."""

import io
import struct
import time
import zlib

import pytest

from baliportal.files.safety import checks, pdf_file
from baliportal.files.safety.checks import check_upload, scrubbed_copy
from baliportal.files.safety.errors import FileRefused
from baliportal.sandbox.errors import Refused

from ..files import safety_files as files

MANY = 200_000
MB = 1024 * 1024


def raw_pdf(*objects, root=1, end=b"%%EOF\n"):
    """A PDF of hand-written objects, without a cross-reference table."""
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return (
        b"%PDF-1.7\n"
        + numbered
        + b"trailer\n<</Root %d 0 R /Size %d>>\nstartxref\n0\n" % (root, len(objects) + 1)
        + end
    )


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def page(extra=b""):
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]%s>>" % extra


def stream(data, extra=b""):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(data), data)


def png_header(width, height):
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + header
        + struct.pack(">I", zlib.crc32(header))
        + b"\0\0\0\x09IDATx" * 9
    )


def deep(count):
    return b"[" * count + b"]" * count


def xml(text):
    return files.docx(more={"word/document.xml": text})


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
FLATE = b"/Filter/FlateDecode"
BOMB = zlib.compress(bytes(200 * MB), 9)
BOMB_TWICE = zlib.compress(BOMB, 9)

HOSTILE = {
    "zip bomb in a part": lambda: xml(b" " * 60 * MB),
    "zip bomb in a picture": lambda: files.docx(more={"word/media/a.bmp": bytes(100 * MB)}),
    "zip bomb of many parts": lambda: files.docx(more={f"a{number}.xml": bytes(MB) for number in range(60)}),
    "too many members": lambda: files.docx(more={f"{number}": b"" for number in range(10_001)}),
    "archive in an archive": lambda: files.docx(more={"word/a.zip": files.archive({"b.zip": files.archive({"c": b""})})}),
    "bomb in an archive in it": lambda: files.docx(more={"word/a.docx": files.archive({"b": bytes(90 * MB)})}),
    "path upwards": lambda: files.docx(more={"../../etc/cron.d/a": b"a"}),
    "absolute path": lambda: files.docx(more={"/etc/a": b"a"}),
    "path of Windows": lambda: files.docx(more={"C:/a": b"a"}),
    "member twice": lambda: files.docx(more={"WORD/document.xml": b"a"}),
    "billion laughs": lambda: xml(f"{LAUGHS}]><a>&i;</a>"),
    "external entity": lambda: xml('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'),
    "entity in UTF-16": lambda: xml('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'.encode("utf-16")),
    "entity in a book": lambda: files.epub({"OEBPS/a.xhtml": f"{LAUGHS}]><html>&i;</html>"}),
    "entity in OpenDocument": lambda: files.odt({"content.xml": f"{LAUGHS}]><a>&i;</a>"}),
    "external document type": lambda: xml('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'),
    "deep XML": lambda: xml("<a>" * MANY + "</a>" * MANY),
    "broken XML": lambda: xml("<a><b></a>"),
    "many attributes": lambda: xml("<a " + " ".join(f'a{number}=""' for number in range(30_000)) + "/>"),
    "no content types": lambda: files.archive({"word/document.xml": b""}),
    "relation to itself": lambda: files.docx(more={"word/_rels/document.xml.rels": files.relations(("a", "document.xml"))}),
    "relation out of the package": lambda: files.docx(more={"word/_rels/document.xml.rels": files.relations(("a", "../../../a"))}),
    "zip cut short": lambda: files.docx()[:-30],
    "zip in the middle": lambda: files.docx()[:400],
    "zip after bytes": lambda: b"PK\x03\x04" + files.docx(),
    "zip before bytes": lambda: files.docx() + b"<html>",
    "zip with a comment of a megabyte": lambda: files.archive(files.members_of(files.docx()), comment=b"#!/bin/sh" * 1000),
    "wrong check sum": lambda: files.docx(more={"word/document.xml": "<a/>"}).replace(zlib.crc32(b"<a/>").to_bytes(4, "little"), b"0000"),
    "PDF and zip": lambda: files.pdf() + files.docx(),
    "zip inside PDF": lambda: raw_pdf(CATALOGUE, PAGES, page(), stream(files.archive({"a": b"a"}))),
    "PDF and HTML": lambda: files.pdf() + b"<script>alert(1)</script>",
    "HTML in the head of a PDF": lambda: files.pdf().replace(b"\n", b"\n%<html><script>alert(1)</script>\n", 1),
    "bytes before a PDF": lambda: b"MZ" + files.pdf(),
    "script before a PDF": lambda: b"#!/bin/sh\n" + files.pdf(),
    "PDF cut short": lambda: files.pdf()[:-100],
    "PDF header alone": lambda: b"%PDF-1.7\n%%EOF",
    "PDF without pages": lambda: raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"),
    "page tree that loops": lambda: raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "page tree of two that loop": lambda: raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]>>"),
    "page count that lies": lambda: raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", page()),
    "page that is no page": lambda: raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[1 0 R 5]/Count 1>>"),
    "page of a mile": lambda: raw_pdf(CATALOGUE, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99999 99999]>>"),
    "page without an area": lambda: raw_pdf(CATALOGUE, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]>>"),
    "deep arrays in a PDF": lambda: raw_pdf(CATALOGUE, PAGES, page(b"/A " + deep(MANY))),
    "stream that refers to its own length": lambda: raw_pdf(CATALOGUE, PAGES, page(b"/Contents 4 0 R"), b"<</Length 4 0 R>>stream\nendstream"),
    "image of a terapixel": lambda: raw_pdf(CATALOGUE, PAGES, page(), stream(b"a", b"/Subtype/Image/Width 1000000/Height 1000000")),
    "image of no number": lambda: raw_pdf(CATALOGUE, PAGES, page(), stream(b"a", b"/Subtype/Image/Width(a)/Height 2")),
    "content bomb": lambda: raw_pdf(CATALOGUE, PAGES, page(b"/Contents 4 0 R"), stream(BOMB, FLATE)),
    "content bomb twice": lambda: raw_pdf(CATALOGUE, PAGES, page(b"/Contents 4 0 R"), stream(BOMB_TWICE, b"/Filter[/FlateDecode/FlateDecode]")),
    "object stream bomb": lambda: raw_pdf(CATALOGUE, PAGES, page(), stream(BOMB, b"/Type/ObjStm/N 1/First 4" + FLATE)),
    "form that draws itself": lambda: raw_pdf(CATALOGUE, PAGES, page(b"/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>"), stream(b"/A Do"),
        stream(b"/A Do /A Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>")),
    "PNG of a terapixel": lambda: png_header(1_000_000, 1_000_000),
    "PNG cut short": lambda: files.png()[:-20],
    "JPEG cut short": lambda: files.jpeg()[:-200],
    "JPEG and zip": lambda: files.jpeg() + files.docx(),
    "HTML in a JPEG": lambda: files.jpeg().replace(b"JFIF\0", b"<svg\n", 1),
    "deep RTF": lambda: b"{\\rtf1" + b"{" * MANY + b"}" * MANY + b"}",
    "RTF with binary data beyond its end": lambda: b"{\\rtf1\\bin999999999 }",
    "OLE that loops": lambda: files.ole({"WordDocument": b""}, directory_loops=True),
    "OLE cut short": lambda: files.doc()[:700],
    "OLE of another program": lambda: files.ole({"Contents": b""}),
    "text of zeros": lambda: bytes(10 * MB),
}  # fmt: skip
#: Harmless once they are opened: the copy holds nothing of them, or no copy is made.
MAY_PASS = {"relation to itself", "relation out of the package", "page count that lies", "content bomb", "content bomb twice",
            "object stream bomb", "form that draws itself", "stream that refers to its own length", "HTML in a JPEG", "page without an area"}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_at_most_its_limits(name):
    file, begun = io.BytesIO(HOSTILE[name]()), time.monotonic()
    media_type, reason = outcome(lambda: check_upload(file, "a.pdf").media_type)
    if media_type:
        assert name in MAY_PASS
        _, reason = outcome(lambda: scrubbed_copy(file, media_type).file.close())
    assert reason == "" or (20 < len(reason) < 250 and reason.endswith("."))
    assert time.monotonic() - begun < checks.INSPECTION_LIMITS.deadline + checks.SCRUBBING_LIMITS.deadline


def outcome(function):
    """(What a function returns, "") or (None, why the file was refused)."""
    try:
        return function(), ""
    except FileRefused as refused:
        return None, refused.reason


def test_a_pdf_of_too_many_objects_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_file, "MAX_OBJECTS", 3)
    with pytest.raises(Refused, match="too many objects"):
        pdf_file.open_pdf(io.BytesIO(files.pdf(pages=5)))


def test_each_hostile_file_is_refused_for_what_it_is():
    words = {"zip bomb in a part": "too large", "path upwards": "lead out", "billion laughs": "entities",
             "PDF and zip": "something else", "PDF cut short": "missing", "PNG of a terapixel": "100 million"}  # fmt: skip
    for name, word in words.items():
        with pytest.raises(FileRefused, match=word):
            check_upload(io.BytesIO(HOSTILE[name]()), "a.pdf")
