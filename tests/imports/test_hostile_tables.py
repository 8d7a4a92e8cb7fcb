"""Small files that grow to large tables are refused with a sentence before they grow."""

import io

import pytest

from baliportal.catalogue.kinds import named
from baliportal.imports import upload as upload_module
from baliportal.imports.errors import FileRefused
from baliportal.imports.models import Batch, BatchLine
from baliportal.imports.text_file import TextFile
from baliportal.imports.upload import BatchWriter
from baliportal.imports.workbook import Workbook

from .workbook_bytes import HEAD, workbook_bytes


def text_rows(text):
    return list(TextFile(io.BytesIO(text.encode()), named("law")).rows())


def test_shared_strings_that_unpack_to_a_thousand_times_their_size_are_refused():
    content = workbook_bytes(HEAD, strings="<si><t>a</t></si>" * 300_000)
    with pytest.raises(FileRefused, match="more than 200 times its size"):
        list(Workbook(io.BytesIO(content)).rows())


def test_one_long_shared_text_in_many_cells_is_refused():
    row = '<row><c t="s"><v>0</v></c></row>'
    content = workbook_bytes(HEAD + row * 200, strings=f"<si><t>{'x' * 32_000}</t></si>")
    with pytest.raises(FileRefused, match="more than 200 times its size"):
        list(Workbook(io.BytesIO(content)).rows())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title\r\n" + "a," * 201, "Row 2 has more than 200 cells"),
        ("title\r\nAn Act\r\n" + "x" * 4_000_001, "Row 3 has more than 4,000,000 characters"),
        ("title\r\n" + '"\r\n",' * 1_000_000, "Row 2 has more than 4,000,000 characters"),
        ("title\r\n" + "\r\n" * 200_001, "goes on below row 200,000"),
    ],
)
def test_a_text_file_of_enormous_rows_is_refused(text, sentence):
    with pytest.raises(FileRefused, match=sentence):
        text_rows(text)


def test_a_provision_of_half_a_million_characters_is_read():
    assert text_rows("title\r\n" + "x" * 500_000)[1] == [2, ["x" * 500_000]]


def test_empty_cells_at_the_end_of_a_row_are_no_cells():
    assert text_rows("title,summary" + "," * 300 + "\r\nAn Act" + "," * 300) == [
        [1, ["title", "summary"]],
        [2, ["An Act"]],
    ]


@pytest.mark.django_db
def test_long_rows_are_stored_before_they_fill_the_memory(putri, monkeypatch):
    monkeypatch.setattr(upload_module, "CHUNK_CHARACTERS", 10_000)
    waiting = []
    flush = BatchWriter._flush
    monkeypatch.setattr(BatchWriter, "_flush", lambda writer: (waiting.append(len(writer.lines)), flush(writer)))
    table = TextFile(io.BytesIO(("title\r\n" + f"{'x' * 6_000}\r\n" * 5).encode()), named("law"))
    batch = Batch(
        origin=Batch.Origin.IMPORT, state=Batch.State.READING, schema_name="law", who="putri", what="laws.csv"
    )
    BatchWriter(batch, table, named("law")).write()
    assert waiting == [2, 2, 1]
    assert BatchLine.objects.filter(batch=batch).count() == 5
