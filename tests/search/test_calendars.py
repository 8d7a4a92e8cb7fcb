"""A year of another calendar finds the year of ours, below the number as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.analysis.calendars import years
from baliportal.search.query import search

from .conftest import result_pks


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("B.E. 2551", ("2008",)),
        ("B.E.2551", ("2008",)),
        ("be 2551", ("2008",)),
        ("BE2551", ("2008",)),
        ("พ.ศ. 2551", ("2008",)),
        ("พ.ศ. ๒๕๕๑", ("2008",)),
        ("ພ.ສ. 2551", ("2008",)),
        ("2551", ("2008",)),
        ("B.S. 2064", ("2007", "2008")),
        ("2064 BS", ("2007", "2008")),
        ("वि.सं. २०६४", ("2007", "2008")),
        ("२०६४", ("2007", "2008")),
        ("Bikram Sambat 2040", ("1983", "1984")),
        ("1386", ("2007", "2008")),
        ("1386 SH", ("2007", "2008")),
        ("۱۳۸۶", ("2007", "2008")),
        ("2008", ("2008",)),
        ("1431 AH", ("2009", "2010")),
        ("AH 1431", ("2009", "2010")),
        ("1431H", ("2009", "2010")),
        ("1431هـ", ("2009", "2010")),
        ("١٤٣١ هجرية", ("2009", "2010")),
        ("1431", ("2009", "2010")),
        ("1396 AH", ("1976",)),
        ("1445 AH", ("2023", "2024")),
        ("1386 AH", ("1966", "1967")),
        ("1386 ه.ش.", ("2007", "2008")),
        ("Reiwa 5", ("2023",)),
        ("令和5年", ("2023",)),
        ("令和元年", ("2019",)),
        ("Heisei 17", ("2005",)),
        ("平成十七年", ("2005",)),
        ("昭和二十六年", ("1951",)),
    ],
)
def test_years_of_other_calendars_are_converted(text, ours):
    assert [year.gregorian for year in years(text)] == [ours]


@pytest.mark.parametrize(
    "text",
    [
        "9208",
        "670",
        "25511",
        "A2551",
        "2551/3",
        "1-2551",
        "B.E.",
        "B.E. 1200",
        "2551a",
        "section h 12",
        "平成",
        "Reiwa 99",
    ],
)
def test_what_is_no_year(text):
    assert years(text) == []


def test_a_year_has_its_offsets():
    text = "Act พ.ศ. ๒๕๕๑ on"
    assert [text[year.start : year.end] for year in years(text)] == ["พ.ศ. ๒๕๕๑"]


@given(st.text(st.characters(codec=None), max_size=60) | st.text(st.sampled_from("bes.h พศ0123456789 "), max_size=30))
def test_any_text_can_be_read(text):
    assert all(0 <= year.start < year.end <= len(text) for year in years(text))


@pytest.mark.parametrize("q", ["B.E. 2551", "พ.ศ. 2551", "2551", "๒๕๕๑", "พระราชบัญญัติ พ.ศ. 2551"])
def test_the_number_as_typed_ranks_above_the_gregorian_year(filled, q):
    index = filled(
        {"title": "พระราชบัญญัติ Act of 2008"},
        {"title": "พระราชบัญญัติ Act B.E. 2551"},
        {"title": "พระราชบัญญัติ Act", "date": "2008-06"},
        {"title": "พระราชบัญญัติ Act of 2009", "date": "2009"},
    )
    results = search(index, q)
    assert results.hits[0].pk == 2
    assert {hit.pk for hit in results.hits} == {1, 2, 3}
    assert results.also_searched == ["2008"]


def test_a_gregorian_year_finds_records_of_that_date_below(filled):
    index = filled({"title": "Statement", "date": "2018"}, {"title": "Statement 2018"}, {"title": "Statement"})
    results = search(index, "statement 2018")
    assert ([hit.pk for hit in results.hits], results.also_searched) == ([2, 1], [])


@pytest.mark.parametrize("q", ["1431 AH", "1431هـ", "AH 1431", "1431"])
def test_a_lunar_year_finds_the_record_of_that_date(filled, q):
    index = filled(
        {"title": "Date Palm Statute", "text": "21/7/1431H", "date": "2010"},
        {"title": "Date Palm Statute", "date": "2012"},
    )
    assert result_pks(index, q) == [1]


@pytest.mark.parametrize("q", ["平成十七年法律", "平成17年 法律", "法律 Heisei 17"])
def test_a_year_of_an_era_leaves_the_words_beside_it(filled, q):
    index = filled(
        {"title": "Act", "original_title": "法律第六十六号", "language": "ja", "date": "2005"},
        {"title": "Act", "original_title": "法律第六十六号", "language": "ja", "date": "2006"},
        {"title": "17", "date": "2005"},
    )
    assert result_pks(index, q) == [1]
