"""The real documents that stand beside the repository, where they are: skipped elsewhere, as they are not ours."""

import csv
from functools import cache
from pathlib import Path

import pytest

from baliportal.files.reading.reader import Unreadable, iter_pages

REPOSITORY = Path(__file__).resolve().parents[2]
DIRECTORY = next(
    (path / "shared" / "documents" for path in REPOSITORY.parents if (path / "shared/documents").is_dir()), None
)
OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf", "docx": f"{OFFICE}.wordprocessingml.document", "doc": "application/msword",
    "docm": f"{OFFICE}.wordprocessingml.document", "odt": "application/vnd.oasis.opendocument.text",
    "pptx": f"{OFFICE}.presentationml.presentation", "xlsx": f"{OFFICE}.spreadsheetml.sheet", "hwp": "application/msword",
    "epub": "application/epub+zip", "rtf": "application/rtf", "txt": "text/plain", "csv": "text/csv",
    "jpg": "image/jpeg", "png": "image/png",
}  # fmt: skip
needs_documents = pytest.mark.skipif(DIRECTORY is None, reason="the documents are not beside the repository")


def index():
    """The rows of the index by file name; none where the documents are not there."""
    if DIRECTORY is None:
        return {}
    with open(DIRECTORY / "INDEX.csv", encoding="utf-8") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def media_type(name):
    return MEDIA_TYPES[name.rpartition(".")[2]]


def language_of(name):
    code = index()[name]["language"].partition("+")[0]
    return "" if code == "-" else code


@cache
def pages_of(name):
    """The pages of a document, or the reason why it is unreadable."""
    try:
        with open(DIRECTORY / name, "rb") as file:
            total, *pages = iter_pages(file, media_type(name), language_of(name))
    except Unreadable as problem:
        return problem.reason
    assert total == {"pages": len(pages)}
    return pages


def text_of(name, number):
    return pages_of(name)[number - 1]["text"]
