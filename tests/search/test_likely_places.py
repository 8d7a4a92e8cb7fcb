"""Likely places of terms: a text has a term only there, so that the rest of it need not be analysed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.models import Entry
from baliportal.search.analysis.analyser import analyse
from baliportal.search.results.likely_places import likely_pieces
from baliportal.search.results.snippets import mark

from ..sampling import sample

#: Words that begin otherwise than their terms, initials, hyphens, accents, and letters beside others without a space.
HARD = [
    "dying", "lying", "tying", "skies", "fourteenth", "Twenty-third", "14th", "R.A. 9208", "co-chairs", "Côte d'Ivoire",
    "cries", "spies", "flies", "news", "only", "programmes", "labour", "centres", "ministry's", "UU21/2007", "ASEAN会议",
    "会议ASEAN", "l’État", "e-mail", "trafficking_in_persons", "A/RES/55/25", "naïve", "№ 12", "¼", "ﬁnance",
]  # fmt: skip
WORDS = st.sampled_from(
    [*HARD, "people", "smuggling", "act", "on", "the", "–", "-", "/", "(Cth)", "\n", "ค้ามนุษย์", "person"]
)
TERMS = sorted({token.text for text in ("act on people smuggling, dying 14 ra", *HARD[:12]) for token in analyse(text)})
PHRASES = ["people smuggl", "people * on", "co chair", "act on the"]


@pytest.mark.parametrize("text", HARD)
def test_every_word_is_found_by_each_of_its_terms(text):
    for token in analyse(text):
        assert any(piece.is_match for piece in mark(text, [token.text]))


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), st.sets(st.sampled_from([*TERMS, *PHRASES]), min_size=1))
def test_a_text_is_marked_as_if_all_of_it_were_analysed(text, terms):
    beyond = "\ufb01"  # this ligature becomes two letters, and so the whole text is analysed
    assert likely_pieces(f"{text} {beyond}", terms) is None
    assert _marked(text, terms) == _marked(f"{text} {beyond}", terms)


@pytest.mark.sampled
@pytest.mark.django_db
def test_every_summary_of_the_portal_has_its_terms_at_likely_places():
    words = {token.text: text for text in Entry.objects.values_list("summary", flat=True) for token in analyse(text)}
    for term in sample(sorted(words), one_in=20):
        assert any(piece.is_match for piece in mark(words[term], [term])), term


def test_a_phrase_is_found_across_the_words_after_its_first():
    pieces = likely_pieces("the act on trafficking - in persons of 2008", ["traffick * person"])
    assert pieces == [(11, "trafficking - in persons"), (28, "persons of 2008")]


def test_a_text_without_any_word_that_begins_so_has_no_piece():
    assert likely_pieces("an act on passports", ["smuggl"]) == []


def test_terms_in_other_letters_have_no_likely_places():
    assert likely_pieces("กฎหมายค้ามนุษย์", ["ค้า"]) is None
    assert likely_pieces("an act on passports", ["ค้า"]) is None


def _marked(text, terms):
    return [piece.text for piece in mark(text, list(terms)) if piece.is_match]
