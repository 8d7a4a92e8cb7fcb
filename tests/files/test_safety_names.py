"""Names of uploaded files: no directories, nothing invisible, no line ends, and the ending of the content."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baliportal.files.safety.media_types import BY_MEDIA_TYPE, CSV, DOCX, FORMATS, JPEG, PDF, ending_of, safe_name


@pytest.mark.parametrize(
    ("name", "media_type", "safe"),
    [
        ("Law 21 of 2007.pdf", PDF, "Law 21 of 2007.pdf"),
        ("พระราชบัญญัติ.pdf", PDF, "พระราชบัญญัติ.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\siti\\law.docx", DOCX, "law.docx"),
        ("law.docx", PDF, "law.pdf"),
        ("law.pdf.exe", PDF, "law.pdf"),
        ("law\u202efdp.exe", PDF, "lawfdp.pdf"),
        ("a\u200bb\u00adc\ufeff.pdf", PDF, "abc.pdf"),
        ("law.pdf\r\nSet-Cookie: a=b", PDF, "law.pdf Set-Cookie a=b.pdf"),
        ('a"; filename="b.exe', PDF, "a; filename=b.pdf"),
        ("photo.JPEG", JPEG, "photo.jpg"),
        ("", PDF, "document.pdf"),
        ("...", PDF, "document.pdf"),
        (".htaccess", CSV, "htaccess.csv"),
        ("CON.pdf", PDF, "_CON.pdf"),
        ("nul", PDF, "_nul.pdf"),
        ("Act No. 5", PDF, "Act No. 5.pdf"),
        ("e\u0301tude.pdf", PDF, "\u00e9tude.pdf"),
    ],
)
def test_a_name_is_made_safe(name, media_type, safe):
    assert safe_name(name, media_type) == safe


def test_a_long_name_is_cut_and_keeps_its_ending():
    name = safe_name("ก" * 400 + ".pdf", PDF)
    assert (len(name), name[-4:]) == (150, ".pdf")


@given(st.text(max_size=300), st.sampled_from([format_.media_type for format_ in FORMATS]))
@example("0 * 0", "application/pdf")
def test_no_name_can_leave_a_directory_or_a_header(name, media_type):
    safe = safe_name(name, media_type)
    assert safe.endswith(BY_MEDIA_TYPE[media_type].ending)
    assert len(safe) <= 150
    assert not re.search(r'[\x00-\x1f\x7f-\x9f"\\/<>:|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069]', safe)
    assert not safe.startswith((".", " "))
    assert not any(unicodedata.category(mark) in ("Cc", "Cf", "Cs") for mark in safe)
    assert safe_name(safe, media_type) == safe


@pytest.mark.parametrize(("name", "ending"), [("a.PDF", ".pdf"), ("a", ""), ("a.b/c", ""), ("a.csv ", ".csv")])
def test_the_ending_of_a_name(name, ending):
    assert ending_of(name) == ending
