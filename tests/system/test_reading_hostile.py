"""Hostile files end in Unreadable within the limits, and in no other exception."""

import io
import zlib

import pytest

from baliportal.files.reading import reader
from baliportal.files.reading.ocr import installed_languages
from baliportal.files.reading.reader import Unreadable, iter_pages, ocr, picture
from baliportal.sandbox.limits import MB, Limits

from ..files.documents import MEDIA_TYPES
from ..files.made_files import W, make_docx, make_pdf, make_zip, paragraph

ENTITIES = "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "ha">{ENTITIES}]><w:document {W}><w:body>{paragraph("&j;")}</w:body></w:document>'


def flate_bomb(size):
    """A content stream that inflates to so many bytes, a thousandth of it."""
    packer = zlib.compressobj(9)
    block = b"q Q " * (MB // 4)
    return b"".join([*(packer.compress(block) for _ in range(size // MB)), packer.flush()])


def zip_bomb():
    text = "<w:p><w:r><w:t>" + " " * (300 * MB) + "</w:t></w:r></w:p>"
    return make_docx(text)


def read_all(content, ending):
    return list(iter_pages(io.BytesIO(content), MEDIA_TYPES[ending]))


@pytest.mark.parametrize(("content", "ending"), [
    (make_docx("").replace(b"PK\x01\x02", b"PK\x01\x03"), "docx"),
    (make_docx("", {"word/document.xml": LAUGHS}), "docx"),
    (make_docx("<w:p>" * 100_000 + "</w:p>" * 100_000), "docx"),
    (make_zip({"content.xml": "<a>" * 1000}), "odt"),
    (make_zip({"META-INF/container.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "epub"),
    (make_pdf([(10, 10, "x")])[:300], "pdf"),
    (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>", "pdf"),
    (b"%PDF-1.7\n" + b"[" * 500_000, "pdf"),
    (b"{\\rtf1" * 50_000, "rtf"),
    (b"\xd0\xcf\x11\xe0" + b"\xff" * 5000, "doc"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "pdf"),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_hostile_files_are_unreadable_or_empty(content, ending):
    pages, reason = read_or_reason(content, ending)
    assert all(len(page["text"]) < 1000 for page in pages)
    assert reason == "" or reason.endswith(".")


def read_or_reason(content, ending):
    """The pages before a failure, and its reason or ""."""
    pages = []
    try:
        pages.extend(item for item in iter_pages(io.BytesIO(content), MEDIA_TYPES[ending]) if "number" in item)
    except Unreadable as problem:
        return pages, problem.reason
    return pages, ""


@pytest.mark.slow
def test_a_stream_of_one_gigabyte_is_unreadable():
    content = make_pdf((flate_bomb(1024 * MB), b"/Filter/FlateDecode"))
    assert len(content) < 5 * MB
    pages, reason = read_or_reason(content, "pdf")
    assert reason or pages[0]["text"] == ""


@pytest.mark.slow
def test_a_part_that_unpacks_to_hundreds_of_megabytes_is_unreadable():
    with pytest.raises(Unreadable, match="too large"):
        read_all(zip_bomb(), "docx")


@pytest.mark.parametrize(("limits", "words"), [
    (Limits(memory=40 * MB), "memory"), (Limits(memory=reader.MEMORY, cpu_seconds=1, deadline=0.01), "long"),
    (Limits(memory=reader.MEMORY, output=100, item=100), "text"),
])  # fmt: skip
def test_limits_are_told_in_words(monkeypatch, limits, words):
    monkeypatch.setattr(reader, "_limits", lambda file: limits)
    with pytest.raises(Unreadable) as raised:
        read_all(make_docx(paragraph("word " * 50_000)), "docx")
    assert words in raised.value.reason or raised.value.reason == reader.BROKEN


@pytest.mark.parametrize("content", [b"", b"x", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"\xff\xd8\xff\xe0" + b"\0" * 50])
def test_broken_images_have_no_picture(content):
    with pytest.raises(Unreadable):
        picture(io.BytesIO(content), "image/png", 1)


def test_pages_that_are_not_there_have_no_picture_and_no_characters():
    content = make_pdf([(10, 10, "x")])
    with pytest.raises(Unreadable, match="no page 2"):
        picture(io.BytesIO(content), "application/pdf", 2)
    if installed_languages():
        with pytest.raises(Unreadable, match="no page 2"):
            ocr(io.BytesIO(content), 2, ["en"])


def test_an_image_of_many_pixels_is_refused():
    header = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", (60_000).to_bytes(4) + (60_000).to_bytes(4) + b"\x01\0\0\0\0")
    with pytest.raises(Unreadable, match="pixels"):
        picture(io.BytesIO(header + png_chunk(b"IDAT", zlib.compress(b"\0" * 1000))), "image/png", 1)


def png_chunk(kind, data):
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
