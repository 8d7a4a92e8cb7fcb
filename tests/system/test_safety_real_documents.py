"""Laws and test files that other people made, where they lie beside the repository: what must happen with each."""

import csv
import io
import re

import pikepdf
import pytest

from baliportal.environment import BASE_DIR
from baliportal.files.safety.checks import check_upload, scrubbed_copy
from baliportal.files.safety.errors import FileRefused

from ..files import safety_files as files


def _directory():
    """shared/documents in the directory of the repository or in one above it, or None."""
    places = [above / "shared" / "documents" for above in BASE_DIR.parents]
    return next((place for place in places if (place / "INDEX.csv").exists()), None)


DOCUMENTS = _directory()
ROWS = list(csv.DictReader((DOCUMENTS / "INDEX.csv").open())) if DOCUMENTS else []
#: Part of the name: words of the sentence that refuses the file.
REFUSED = {
    "korean-form.hwp": "Save it as PDF",
    "encrypted-unknown-password": "protected by a password",
    "encrypted-attachment-only": "protected by a password",
    "docx-password": "protected by a password",
    "odt-encrypted": "protected by a password",
    "zero-pages": "no pages",
    "pages-tree-loop": "damaged",
    "xfa-dynamic": "XFA",
    "docm-macro": "macros",
}
#: Part of the name: words among what is removed.
REMOVED = {
    "portfolio": {"attached files of a portfolio", "embedded files", "JavaScript"},
    "javascript-openaction": {"JavaScript", "action on opening"},
    "two-authors": {"author", "document properties (XMP)"},
    "external-template": {"external template"},
    "jpeg-gps": {"place where the picture was taken (GPS)"},
    "empty-user-password": {"author", "restrictions of printing and copying"},
    "thai-trafficking-act": {"author"},
    "malay-english": {"author"},
}
needs_documents = pytest.mark.skipif(not DOCUMENTS, reason="the documents are not there")
pytestmark = [needs_documents, pytest.mark.slow]


def expected(table, name):
    return next((value for part, value in table.items() if part in name), None)


def check_and_scrub(name):
    """(CheckedFile, bytes of the public copy, words)."""
    with (DOCUMENTS / name).open("rb") as file:
        checked = check_upload(file, name)
        copy = scrubbed_copy(file, checked.media_type)
    with copy.file:
        return checked, copy.file.read(), set(copy.removed)


@pytest.mark.parametrize("name", [row["file"] for row in ROWS])
def test_what_must_happen_with_each_document(name):
    refusal = expected(REFUSED, name)
    if refusal:
        with pytest.raises(FileRefused, match=refusal), (DOCUMENTS / name).open("rb") as file:
            check_upload(file, name)
    elif name.endswith(".doc"):
        with pytest.raises(FileRefused, match=r"DOCX or PDF"):
            check_and_scrub(name)
    else:
        row = next(row for row in ROWS if row["file"] == name)
        checked, copy, removed = check_and_scrub(name)
        assert checked.pages == (int(row["pages"]) if row["pages"] else None)
        assert (expected(REMOVED, name) or set()) <= removed
        assert not [text for text in private_texts(name) if text in everything_in(copy)]


def everything_in(copy):
    if copy.startswith(b"%PDF"):
        return files.streams_of_pdf(copy)
    return copy + (b"".join(files.members_of(copy).values()) if copy.startswith(b"PK") else b"")


def private_texts(name):
    """The authors in the metadata of the original, in the encodings that a PDF or an XML part may hold them in."""
    data = (DOCUMENTS / name).read_bytes()
    names = set()
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as document:
            names = {str(document.docinfo.get(key, "")) for key in ("/Author", "/Creator", "/Producer")}
            names |= set(re.findall(r"<dc:creator>\s*<rdf:Seq>\s*<rdf:li>([^<]+)<", _xmp(document)))
    elif data.startswith(b"PK"):
        core = files.members_of(data).get("docProps/core.xml", b"").decode()
        names = set(re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]+)<", core))
    unmistakable = [one for one in names if len(one) > 7]
    return [one.encode(encoding, "ignore") for one in unmistakable for encoding in ("utf-8", "utf-16-be")]


def _xmp(document):
    metadata = document.Root.get("/Metadata")
    return metadata.read_bytes().decode("utf-8", "replace") if isinstance(metadata, pikepdf.Stream) else ""


def test_a_signed_gazette_is_told():
    checked, _, removed = check_and_scrub("law-japanese-gazette-vertical.pdf")
    assert checked.signed
    assert "digital signature" in removed


def test_a_tagged_pdf_keeps_its_tags_and_language():
    _, copy, _ = check_and_scrub("test-pdf-tagged.pdf")
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert "/Lang" in document.Root
