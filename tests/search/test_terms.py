"""Indexing, queries and highlighting use the same terms."""

import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.analysis.analyser import analyse
from baliportal.search.analysis.memo import GENERATION, MAX_LENGTH, Memo
from baliportal.search.analysis.terms import placed_terms, terms

# How Tantivy takes such a line apart.
AT_BLANKS = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
LANGUAGES = st.sampled_from(["", "en", "fr", "ar", "ta", "th", "pt-TL"])
WORDS = st.sampled_from(
    [
        "co-chairs'",
        "R.A.",
        "9208",
        "législation",
        "คนเข้าเมือง",
        "인신매매",
        "الاتجار",
        "می‌خواهم",
        "21/2007",
        "'",
        "-",
        "L’act",
    ]
)
TEXTS = st.lists(st.one_of(WORDS, st.text()), max_size=12).map(" ".join)


@given(TEXTS, LANGUAGES)
def test_the_index_is_given_the_terms_of_the_analyser_where_they_stand(text, language):
    analysed = [(token.text, token.position) for token in analyse(text, language)]
    assert placed_terms(text, language) == analysed


@given(TEXTS, LANGUAGES)
def test_a_line_of_terms_has_the_same_terms_and_positions(text, language):
    found, placed = terms(text, language), placed_terms(text, language)
    if isinstance(found, str):
        found = [(term, place) for place, term in enumerate(AT_BLANKS.analyze(found))]
    assert found == placed


@pytest.mark.parametrize("text", ["human trafficking", "การค้ามนุษย์", "人口走私"])
def test_terms_in_a_row_are_a_line(text):
    assert isinstance(terms(text), str)


def test_the_memo_is_bounded():
    known = Memo(len)
    assert [known["word"], known["x" * (MAX_LENGTH + 1)]] == [4, MAX_LENGTH + 1]
    assert list(known) == ["word"]
    known.update(dict.fromkeys(range(GENERATION)))
    assert known["more"] == 4
    assert len(known) == 1


def test_a_frequent_word_is_computed_once():
    made = []
    known = Memo(lambda word: made.append(word) or word)
    for number in range(2 * GENERATION):
        known[str(number)], known["often"]
    assert made.count("often") == 1
