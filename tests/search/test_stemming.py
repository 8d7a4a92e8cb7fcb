"""Other forms of a word are found in records of a language that has a stemmer, below the word itself."""

import pytest

from baliportal.search.analysis.analyser import analyse
from baliportal.search.analysis.stemming import stem
from baliportal.search.query import search


def result_pks(index, q):
    return [hit.pk for hit in search(index, q).hits]


@pytest.mark.parametrize(
    ("language", "title", "q"),
    [
        ("fr", "Loi relative à la traite des personnes", "personne"),
        ("fr", "Ordonnances", "ordonnance"),
        ("pt", "Lei sobre pessoas traficadas", "traficada"),
        ("ru", "О противодействии торговле людьми", "противодействие"),
        ("ta", "சட்டங்கள்", "சட்டம்"),
        ("ar", "قانون مكافحة الاتجار بالبشر", "اتجار"),
        ("ar", "قانون مكافحة الاتجار بالبشر", "البشر"),
        ("ar", "حماية المهاجرين", "للمهاجرين"),
        ("fr-FR", "Les travailleurs", "travailleur"),
    ],
)
def test_another_form_finds_the_text_in_its_language(filled, language, title, q):
    index = filled(
        {"title": "x", "original_title": title, "language": language},
        {"title": "y", "text": title, "language": language},
        {"title": "z", "original_title": "other", "language": language},
    )
    assert sorted(result_pks(index, q)) == [1, 2]


def test_a_language_without_a_stemmer_has_words_as_they_stand(filled):
    index = filled({"title": "x", "original_title": "perdagangan", "language": "id"})
    assert result_pks(index, "perdagangannya") == []
    assert stem("perdagangan", "id") == ""


def test_a_foreign_stem_finds_no_english_word(filled):
    index = filled({"title": "Police", "text": "police"}, {"title": "x", "original_title": "la loi", "language": "fr"})
    results = search(index, "policies")
    assert (results.mode, results.terms) != ("all", ["polic"])
    assert result_pks(index, '"policies"') == []


def test_the_word_itself_comes_before_its_other_forms(filled):
    index = filled(
        {"title": "x", "original_title": "plan national", "language": "fr"},
        {"title": "y", "original_title": "plans nationaux", "language": "fr"},
    )
    assert result_pks(index, "nationaux") == [2, 1]
    assert result_pks(index, "national") == [1, 2]


def test_stems_stand_where_their_word_stands():
    text = "Loi sur les personnes"
    tokens = analyse(text, "fr")
    assert [text[token.start : token.end] for token in tokens if token.text == "fr:person"] == ["personnes"]
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)
    assert not [token for token in analyse(text) if ":" in token.text]


@pytest.mark.parametrize(
    ("title", "q"),
    [
        ("forced labour", "forced labor"), ("organised crime", "organized crime"), ("organization", "organisation"),
        ("National Centre", "national center"), ("defence", "defense"), ("travelling", "traveling"),
        ("Fourteenth Meeting", "14th meeting"), ("14th meeting", "fourteenth meeting"), ("Meeting 14", "14th meeting"),
        ("Twenty-third Meeting", "23rd meeting"), ("programmes", "program"),
    ],
)  # fmt: skip
def test_english_is_found_however_it_is_spelt(filled, title, q):
    index = filled({"title": title}, {"title": "Meeting of four"})
    assert result_pks(index, q)[0] == 1
    assert search(index, q).mode == "all"


def test_korean_words_are_found_with_their_particles_and_in_compounds(filled):
    index = filled(
        {"title": "인신매매등방지 및 피해자보호 등에 관한 법률"}, {"title": "여권법"}, {"title": "출입국관리법"}
    )
    for q in ("인신매매", "인신매매를", "피해자", "피해자보호", "법률의", "피해자의"):
        assert result_pks(index, q) == [1], q
    assert result_pks(index, "여권") == [2]


@pytest.mark.parametrize("q", ["قاچاق\u200cانسان", "قاچاق انسان", "قاچاقانسان"])
def test_persian_parts_are_found_however_they_are_joined(filled, q):
    index = filled({"title": "قانون قاچاق\u200cانسان"}, {"title": "قانون"})
    assert result_pks(index, q) == [1]
