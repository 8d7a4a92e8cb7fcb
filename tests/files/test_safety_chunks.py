"""Texts that a Word document takes in (altChunk) are cleaned, kept and read; what cannot be cleaned is refused."""

import io

import pytest

from baliportal.files.reading.document import read_document
from baliportal.files.safety import media_types
from baliportal.files.safety.inspection import inspect
from baliportal.sandbox.errors import Refused

from . import safety_files as files
from .safety_examples import has_secret, scrubbed

PAGE = (
    f"<html><head><title>{files.SECRET}</title><style>p {{ color: red }}</style></head><body><h1>Café law</h1>"
    f'<!-- {files.SECRET} --><p onclick="alert(\'{files.SECRET}\')" style="color: red">One <b>bold</b><o:p></o:p> word</p>'
    f'<script>{files.SECRET}</script><img src="https://example.org/{files.SECRET}.png"><table><tr><td>a</td><td>b</td></tr></table>'
    f'<p><a href="https://example.org/law">the law</a> <a href="file:///C:/Users/{files.SECRET}">here</a></p></body></html>'
)
ARCHIVE = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html; '
    f"charset=utf-8\r\nContent-Location: file:///C:/{files.SECRET}/a.html\r\n\r\n{PAGE}\r\n--B--\r\n"
)
RTF = r"{\rtf1\ansi{\info{\author " + files.SECRET + r"}}Law of the land\par}"
TEXT = "Café law\nOne bold word\na b\nthe law here"


def taking_in(chunk, name="chunk.bin"):
    more = {
        "word/_rels/document.xml.rels": files.relations(("aFChunk", name)),
        f"word/{name}": chunk,
    }
    return files.docx('<w:p><w:r><w:t>Before</w:t></w:r></w:p><w:altChunk r:id="r0"/>', more=more)


def text_of(data):
    items = list(read_document(io.BytesIO(data), media_types.DOCX))
    return "\n".join(item["text"] for item in items if "text" in item)


@pytest.mark.parametrize(("chunk", "name", "text"), [
    (PAGE, "a.html", TEXT), (ARCHIVE, "a.mht", TEXT), (RTF, "a.rtf", "Law of the land"),
    ("Plain law\nof the land", "a.txt", "Plain law of the land"), (files.private_docx(), "a.docx", "First second"),
], ids=["web page", "web archive", "RTF", "plain text", "Word document"])  # fmt: skip
def test_a_text_that_is_taken_in_is_cleaned_kept_and_read(chunk, name, text):
    data = taking_in(chunk, name)
    copy, removed = scrubbed(data, media_types.DOCX)
    members = files.members_of(copy)
    inner = members[f"word/{name}"]
    everything = [copy, *members.values(), *(files.members_of(inner).values() if inner.startswith(b"PK") else ())]
    assert not has_secret(b"".join(everything))
    assert text in text_of(copy)
    assert text_of(copy).startswith("Before")
    assert text_of(copy).split() == text_of(data).split()
    assert next(inspect(io.BytesIO(data), "a"))["findings"] == removed
    assert scrubbed(copy, media_types.DOCX) == (copy, [])


def test_what_a_web_page_loses_is_told():
    removed = scrubbed(taking_in(PAGE), media_types.DOCX)[1]
    assert removed == [
        "JavaScript", "document properties", "links to files elsewhere", "links to places on a computer",
    ]  # fmt: skip


@pytest.mark.parametrize(("chunk", "words"), [
    ('<html><body><p>a</p><img src="cid:1"></body></html>', "web page with pictures"),
    ('<?xml version="1.0"?><pkg:package xmlns:pkg="p"/>', "format that is not known"),
    (b"%PDF-1.7", "format that is not known"),
    (r"{\rtf1{\object\objdata 00}}", "embedded or linked objects"),
    (files.docx(more={"word/vbaProject.bin": b"macro"}), "macros"),
    (taking_in("third"), "takes in another one"),
], ids=["pictures", "XML", "PDF", "object", "macros", "third level"])  # fmt: skip
def test_a_text_that_cannot_be_cleaned_is_refused_in_words(chunk, words):
    with pytest.raises(Refused, match=words):
        next(inspect(io.BytesIO(taking_in(chunk)), "a"))


def test_a_link_to_a_text_elsewhere_is_cut():
    relations = files.relations(("aFChunk", f"file:///C:/{files.SECRET}.html", "External"))
    data = files.docx('<w:altChunk r:id="r0"/><w:p/>', more={"word/_rels/document.xml.rels": relations})
    copy, removed = scrubbed(data, media_types.DOCX)
    assert removed == ["links to files elsewhere"]
    assert b"altChunk" not in files.members_of(copy)["word/document.xml"]


def test_a_copy_that_would_lose_text_is_not_made(monkeypatch):
    monkeypatch.setattr("baliportal.files.safety.word_chunks.scrub_html", lambda text: (b"<p>other</p>", set()))
    with pytest.raises(Refused, match="would be different"):
        scrubbed(taking_in(PAGE), media_types.DOCX)
