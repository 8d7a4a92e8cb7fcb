"""Files of an import: what is no table of a kind is refused with a message, and defects are errors at their cell."""

import pytest

from baliportal.imports.errors import FileRefused
from baliportal.imports.models import Batch

from ..editorial.desk_work import brought, errors_of, fields_of, saved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,titel\n,x\n", "Did you mean “title”?"),
        (b"id,title,title\n,x,y\n", "stands there twice"),
        (b"a,b\n1,2\n", "no column “a”"),
        (b"", "names no column"),
        (b"id,title\n", "no rows"),
        (b'id,title\n,"x\n', "Row 2 cannot be read"),
        (b"PK\x03\x04\0\0\0\0", "zero bytes"),
    ],
)
def test_a_file_that_is_no_table_of_this_kind_is_refused_with_a_message_and_leaves_nothing(content, words, putri):
    with pytest.raises(FileRefused, match=words):
        brought("law", content, putri)
    assert not Batch.objects.exists()


@pytest.mark.parametrize("name", ["laws.xls", "laws.ods", "laws", "laws.pdf"])
def test_other_formats_are_refused_with_advice(name, putri):
    with pytest.raises(FileRefused, match="Save it as XLSX or as CSV UTF-8"):
        brought("law", b"x", putri, name)


def test_public_files_come_back_too_and_labels_are_names(laws, putri):
    content = saved([["kind", "page", "Permanent id", "TITLE"], ["law", "https://x/e/1/", laws[0].public_id, "New"]])
    assert fields_of(brought("law", content, putri)) == {(2, "title"): ("Act 0", "New")}


def test_a_row_longer_than_its_header_is_an_error_and_a_shorter_one_is_empty_there(laws, putri):
    content = saved([["id", "title", "doubt"], [laws[0].public_id, "Act 0", "", "more"], [laws[1].public_id, "New"]])
    batch = brought("law", content, putri)
    assert "under no column name" in errors_of(batch)[2]
    assert fields_of(batch) == {(3, "title"): ("Act 1", "New")}


def test_characters_that_no_database_stores_are_errors_at_their_cell(laws, putri):
    content = b"id,title\n" + b",A sound title\n" * 5 + b",a\0b\n"
    assert "not text" in errors_of(brought("law", content, putri))[7]


def test_a_sheet_that_never_ends_is_refused(laws, putri, monkeypatch):
    monkeypatch.setattr("baliportal.imports.upload.LAST_ROW", 50)
    with pytest.raises(FileRefused, match="below row 50"):
        brought("law", b"id,title\n" + b",\n" * 60, putri)
    monkeypatch.setattr("baliportal.imports.upload.MAX_ROWS", 3)
    with pytest.raises(FileRefused, match="more than 3 rows"):
        brought("law", b"id,title\n" + b",x\n" * 5, putri)
    assert not Batch.objects.exists()
