"""Names that people use count as titles: nicknames, abbreviations, official long titles, chapters of a treaty."""

import pytest

from baliportal.search.analysis.initials import initials
from baliportal.search.query import search
from baliportal.search.results.matched_field import matched_field

from .conftest import result_pks


@pytest.fixture
def treaties(filled):
    return filled(
        {"title": "Law ratifying the Trafficking in Persons Protocol", "text": "Palermo Protocol. Palermo Protocol."},
        {"title": "Protocol to Prevent Trafficking in Persons", "kind": "treaty",
         "other_names": ("Palermo", "Palermo Protocol", "XVIII-12-a")},
        {"title": "Convention against Transnational Organized Crime", "kind": "treaty",
         "other_names": ("Palermo Convention", "XVIII-12")},
        {"title": "Report", "summary": "What was said in Palermo"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("q", "first"),
    [("Palermo", 2), ("palermo protocol", 2), ("Palermo Convention", 3), ("XVIII-12-a", 2), ("Chapter XVIII, 12.a", 2),
     ("XVIII-12", 3), ("title:palermo protocol", 2)],
)  # fmt: skip
def test_a_record_is_first_for_a_name_of_it(treaties, q, first):
    assert result_pks(treaties, q)[0] == first


def test_the_words_of_two_names_are_no_phrase(treaties):
    assert result_pks(treaties, '"protocol XVIII"') == []
    assert result_pks(treaties, '"palermo protocol"') == [2, 1]


def test_a_result_says_that_another_name_matched(treaties):
    results = search(treaties, "palermo")
    assert matched_field(results.hits[0].texts, results.terms) == "another name of it"


def test_a_misspelt_name_finds_its_record(treaties):
    assert result_pks(treaties, "Palermmo convention") == [3]


@pytest.mark.parametrize("q", ["PTPA", "ptpa", "P.T.P.A.", "PTPA 2018"])
def test_the_initials_of_a_title_find_it(filled, q):
    index = filled(
        {"title": "Prevention of Trafficking in Persons Act, 2018"},
        {"title": "Prevention of Trafficking in Persons Rules, 2018"},
    )
    assert result_pks(index, q) == [1]


def test_what_is_said_in_long_brackets_is_no_part_of_the_initials():
    assert initials("Immoral Traffic (Prevention) Act, 1956") == ("itpa",)
    assert initials("Sanhita, 2023 (section 143: trafficking of persons)") == ()
    assert initials("Trafficking in Persons") == ()  # three letters may be anything


@pytest.mark.parametrize("q", ["cross border", "cross-border", "crossborder"])
def test_a_compound_is_found_however_it_is_written(filled, q):
    index = filled(
        {"title": "Cross border act"}, {"title": "Cross-border act"}, {"title": "Crossborder act"}, {"title": "Borders"}
    )
    assert sorted(result_pks(index, q)) == [1, 2, 3]


def test_a_word_is_not_split_into_what_no_record_has_in_a_row(filled):
    index = filled({"title": "Passport act"}, {"title": "Pass the port"}, {"text": "pass port pass"})
    assert result_pks(index, "passport") == [1, 3]
