"""ZIPs that would harm: each is refused whole, in words, and leaves nothing behind."""

import io
import struct
import zipfile

import pytest

from baliportal.files.models import StoredFile
from baliportal.imports.archives import zip_members
from baliportal.imports.errors import FileRefused
from baliportal.imports.models import Batch

from ..editorial.desk_work import errors_of, outcomes, previewed
from .archives import make_archive, upload

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
LIST = "path,record\na.txt,legislation/act\n"


def zip_of(*members, method=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", method) as archive:
        archive.writestr("files.csv", LIST)
        for name, content in members:
            archive.writestr(name, content)
    return output.getvalue()


def locked(content):
    """The same ZIP with the flag of encryption on its last member."""
    start = content.rindex(b"PK\1\2")
    return content[: start + 8] + struct.pack("<H", 1) + content[start + 10 :]


HOSTILE = {
    "a name that climbs out": (lambda: zip_of(("../../etc/passwd", "x")), "leads out of it"),
    "an absolute name": (lambda: zip_of(("/etc/passwd", "x")), "leads out of it"),
    "a drive": (lambda: zip_of(("C:\\windows\\act.txt", "x")), "leads out of it"),
    "a climb with backslashes": (lambda: zip_of(("..\\act.txt", "x")), "leads out of it"),
    "a line end in a name": (lambda: zip_of(("act\n.txt", "x")), "signs that cannot be seen"),
    "a name written backwards": (lambda: zip_of(("act\u202etxt.exe", "x")), "signs that cannot be seen"),
    "a bomb": (lambda: zip_of(("a.txt", b"\0" * (20 * MB))), "more than 200 times its size"),
    "a member above the limit": (lambda: zip_of(("a.txt", b"\0" * (101 * MB))), "larger than 100 MiB"),
    "a password": (lambda: locked(zip_of(("a.txt", "x"))), "password"),
    "another compression": (lambda: zip_of(("a.txt", "x"), method=zipfile.ZIP_LZMA), "packed in a way"),
    "one name twice": (lambda: zip_of(("a.txt", "x"), ("A.TXT", "y")), "twice"),
    "no ZIP": (lambda: b"%PDF-1.7 and so on", "no ZIP that can be read"),
    "a ZIP cut short": (lambda: zip_of(("a.txt", "x" * 999))[:-40], "no ZIP that can be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_in_words_and_nothing_of_it_is_kept(putri, name):
    make, words = HOSTILE[name]
    with pytest.raises(FileRefused, match=words):
        upload(make(), putri)
    assert not Batch.objects.exists()
    assert not StoredFile.objects.filter(media_type="application/zip").exists()


@pytest.mark.parametrize(
    ("limit", "value", "words"), [("MAX_MEMBERS", 2, "holds 3 files; at most 2"), ("MAX_UNPACKED", 1000, "Split it")]
)
def test_a_zip_of_too_much_is_refused(putri, monkeypatch, limit, value, words):
    monkeypatch.setattr(zip_members, limit, value)
    with pytest.raises(FileRefused, match=words):
        upload(zip_of(("a.txt", "x" * 600), ("b.txt", "y" * 600)), putri)


def test_a_damaged_member_is_an_error_of_its_row_alone(law, putri):
    rows = [[name, f"legislation/{law.slug}", "", "", "", ""] for name in ("good.txt", "bad.txt")]
    content = bytearray(make_archive(rows, {"good.txt": "Good", "bad.txt": "Z" * 300}))
    at = content.rindex(b"bad.txt", 0, content.index(b"PK\1\2")) + len("bad.txt")
    content[at : at + 3] = b"\xff\xff\xff"
    batch = previewed(upload(bytes(content), putri), putri)
    assert outcomes(batch) == {"added": 1, "error": 1}
    assert "damaged in the ZIP" in errors_of(batch)[3]
