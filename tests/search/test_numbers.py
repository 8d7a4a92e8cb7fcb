"""A law is found by its number however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.analysis.reference_numbers import keys, references


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("No. 21 of 2007", "21/2007"),
        ("Law No. 21 of 2007", "21/2007"),
        ("UU 21/2007", "uu 21/2007"),
        ("UU21/2007", "uu 21/2007"),
        ("UU 21 2007", "uu 21/2007"),
        ("Peraturan Pemerintah 9 2008", "pp 9/2008"),
        ("UU No 21 Tahun 2007", "uu 21/2007"),
        ("Undang-Undang Nomor 21 Tahun 2007", "uu 21/2007"),
        ("SPDC Law No. 05/2005", "law 5/2005"),
        ("Law No. 53/2024/QH15", "53/2024"),
        ("1977 No 61", "61/1977"),
        ("1994, No. 4", "4/1994"),
        ("Cap. 503 (originally 23 of 1997)", "23/1997"),
        ("RA 9208", "ra 9208"),
        ("R.A. No. 9208", "ra 9208"),
        ("republic act 9208", "ra 9208"),
        ("Republic Act No. 9208", "act 9208"),
        ("Act 670", "act 670"),
        ("Act No. 670", "act 670"),
        ("Act A1385", "act a1385"),
        ("Act A 1385", "act a1385"),
        ("Cap. 383", "cap 383"),
        ("Law No. 4800", "law 4800"),
        ("Public Law 106-386", "pl 106-386"),
        ("Loi n° 2003-239 du 18 mars 2003", "2003-239"),
        ("No. 96-267", "96-267"),
        ("RPPL 11-28", "rppl 11-28"),
        ("आदेश २१/२००७", "21/2007"),
        ("Act 34 of 2018", "act 34/2018"),
        ("Act No. XXXIV of 2018", "act 34/2018"),
        ("Act XXXIV 2018", "act 34/2018"),
        ("xvii of 2018", "17/2018"),
        ("Ordinance No. VIII of 1962", "ordinance 8/1962"),
        ("Law No. (9) for the Year 2013", "9/2013"),
        ("قانون رقم (9) لسنة 2013", "9/2013"),
        ("Public Law 117–99", "pl 117-99"),
        ("Public Law 117−99", "pl 117-99"),
        ("P.L. No. 117-99", "pl 117-99"),
        ("Pub. L. 117-99", "pl 117-99"),
        ("PL106-386", "pl 106-386"),
        ("R. A. No. 10987", "ra 10987"),
        ("RA10987", "ra 10987"),
        ("Cap. 548AB", "cap 548ab"),
        ("Cap 548 AB", "cap 548ab"),
        ("Cap. 383 of the Laws", "cap 383"),
        ("XVIII-12-a", "xviii-12-a"),
        ("Chapter XVIII 12.a", "xviii-12-a"),
        ("IV.11", "iv-11"),
    ],
)
def test_the_key_of_a_number(text, key):
    assert key in keys(text)


@pytest.mark.parametrize(
    "text",
    [
        "Passports Act 1974",
        "Act on the 14th",
        "World War II 12 March",
        "mix of 2018",
        "I-24/7",
        "co-chairs statement 2018",
        "Section 5",
        "extract 12",
    ],
)
def test_what_is_no_number_of_a_law(text):
    assert keys(text) == []


def test_a_country_calls_its_laws_by_its_own_name():
    assert "uu 21/2007" in keys("Law No. 21 of 2007", ["ID"])
    assert "uu 21/2007" not in keys("Law No. 21 of 2007", ["PG"])


def test_a_reference_has_its_offsets():
    text = "the Ｌaw No. 21 of 2007, and R.A. 9208"
    assert [text[each.start : each.end] for each in references(text)] == ["Ｌaw No. 21 of 2007", "R.A. 9208"]


@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_can_be_read(text):
    assert all(0 <= each.start < each.end <= len(text) for each in references(text))
