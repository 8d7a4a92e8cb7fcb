"""Likely places of terms: a text has a term only there, so that the rest of it need not be analysed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.models import Entry
from baliportal.search.analysis.analyser import analyse
from baliportal.search.results.likely_places import densest_places, likely_pieces, may_have

from ..sampling import sample

#: Words that begin otherwise than their terms, initials, hyphens, accents, and letters beside others without a space.
HARD = [
    "dying", "lying", "tying", "skies", "fourteenth", "Twenty-third", "14th", "R.A. 9208", "co-chairs", "Côte d'Ivoire",
    "cries", "spies", "flies", "news", "only", "programmes", "labour", "centres", "ministry's", "UU21/2007", "ASEAN会议",
    "会议ASEAN", "l’État", "e-mail", "trafficking_in_persons", "A/RES/55/25", "naïve", "№ 12", "¼", "ﬁnance",
]  # fmt: skip
WORDS = st.sampled_from([*HARD, "people", "smuggling", "act", "on", "the", "–", "(Cth)", "ค้ามนุษย์", "person"])


@pytest.mark.parametrize("text", HARD)
def test_every_word_is_found_by_each_of_its_terms(text):
    for token in analyse(text):
        assert may_have(text, [token.text])
        pieces = likely_pieces(text, [token.text])
        assert pieces is None or token.text in _terms(*pieces)


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), st.data())
def test_the_terms_of_the_likely_pieces_are_those_of_the_text(text, data):
    wanted = data.draw(
        st.sets(st.sampled_from([token.text for token in analyse("act on people smuggling, dying 14 ra")]))
    )
    pieces = likely_pieces(text, wanted) if wanted else []
    assert pieces is None or _terms(*pieces) & wanted == _terms(text) & wanted


@pytest.mark.sampled
@pytest.mark.django_db
def test_every_summary_of_the_portal_has_its_terms_at_likely_places():
    words = {token.text: text for text in Entry.objects.values_list("summary", flat=True) for token in analyse(text)}
    for term in sample(sorted(words), one_in=20):
        assert may_have(words[term], [term]), term


def test_a_phrase_is_found_across_the_words_after_its_first():
    pieces = likely_pieces("the act on trafficking in persons of 2008", ["traffick * person"])
    assert pieces == ["trafficking in persons", "persons of 2008"]


def test_the_first_place_has_most_of_the_terms_near_it():
    text = "smuggling " + "x " * 300 + "people smuggling " + "x " * 300 + "people"
    places = densest_places(text, ["peopl", "smuggl"])
    assert text[places[0] :].startswith("people smuggling")
    assert len(places) == 3


def test_terms_in_other_letters_have_no_likely_places():
    assert densest_places("กฎหมายค้ามนุษย์", ["ค้า"]) is None
    assert may_have("กฎหมายค้ามนุษย์", ["ค้า"])


def test_a_text_without_any_word_that_begins_so_has_no_term():
    assert not may_have("an act on passports", ["smuggl"])
    assert may_have("un acte sur la personne", ["fr:personn"], "fr")


def _terms(*texts):
    return {token.text for text in texts for token in analyse(text)}
