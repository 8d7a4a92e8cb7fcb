"""Names that people use count as titles: nicknames, abbreviations, official long titles, chapters of a treaty."""

import pytest

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
