"""The portal's side: one exception in words, whatever ends the child process."""

import io

import pytest

from baliportal.files.safety import checks
from baliportal.files.safety.checks import CheckedFile, check_upload, scrubbed_copy
from baliportal.files.safety.errors import FileRefused
from baliportal.files.safety.media_types import DOCX, PDF
from baliportal.sandbox.errors import Crashed, LimitExceeded, Refused
from baliportal.sandbox.limits import MB, Limits

from . import safety_files as files


def test_a_file_is_checked_and_copied_in_child_processes():
    file = io.BytesIO(files.pdf())
    assert check_upload(file, "../Law.docx") == CheckedFile(PDF, "Law.pdf", (), False, 1)
    copy = scrubbed_copy(file, PDF)
    assert (copy.file.read(5), copy.removed) == (b"%PDF-", ())
    assert file.tell() == 0


def test_the_child_imports_no_django():
    assert list(
        checks._items("tests.files.safety_functions.imported", file=io.BytesIO(), limits=Limits(memory=1024 * MB))
    ) == [[]]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Refused("Save it as PDF."), "Save it as PDF."),
        (LimitExceeded("memory"), "memory"),
        (LimitExceeded("time"), "too long"),
        (LimitExceeded("output"), "too large"),
        (LimitExceeded("slots"), "Try again"),
        (Crashed("PdfError: a secret of the file"), "cannot be read"),
    ],
)
def test_whatever_ends_the_child_is_told_in_words(monkeypatch, problem, words):
    def stream(*args, **options):
        raise problem
        yield

    monkeypatch.setattr(checks, "stream_limited", stream)
    with pytest.raises(FileRefused, match=words) as refused:
        check_upload(io.BytesIO(b"a"), "a.pdf")
    assert "secret" not in refused.value.reason
    with pytest.raises(FileRefused, match=words):
        scrubbed_copy(io.BytesIO(b"a"), DOCX)
