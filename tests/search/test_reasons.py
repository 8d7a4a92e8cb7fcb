"""The matched field: the field that has the terms, where the title does not have them."""

import pytest

from baliportal.search.query import search
from baliportal.search.results.matched_field import ANALYSED_LENGTH, matched_field


@pytest.mark.parametrize(
    ("texts", "q", "told"),
    [
        ({"title": "Smuggling", "summary": "smuggling"}, "smuggling", ""),
        ({"title": "Act", "original_title": "Akta Penyeludupan"}, "penyeludupan", "original title"),
        ({"title": "Act", "numbers": "Act 670"}, "Act 670", "number"),
        ({"title": "Act", "names": "Malaysia", "text": "Malaysia"}, "malaysia", "country, theme or host"),
        ({"title": "Act", "summary": "on passports"}, "passport", "summary"),
        ({"title": "Act", "text": "x " * 100 + "passports"}, "passport", "text"),
        ({"title": "Act", "text": "x " * ANALYSED_LENGTH + "passports"}, "passport", "text"),
        ({"title": "Passports", "summary": "passports lost", "text": "lost"}, "lost passports", "summary"),
        ({"title": "Act", "summary": "passports", "text": "lost"}, "lost passports", "summary"),
        ({"title": "Act", "summary": "กฎหมายค้ามนุษย์"}, "ค้ามนุษย์", "summary"),
    ],
)
def test_the_field_with_most_of_the_terms_is_named(filled, texts, q, told):
    results = search(filled(texts), q)
    assert matched_field(results.hits[0].texts, results.terms) == told


def test_a_record_without_words_needs_no_reason(filled):
    results = search(filled({"title": "Act"}), "")
    assert matched_field(results.hits[0].texts, results.terms) == ""


def test_a_hit_brings_the_text_to_cut_a_snippet_from(filled):
    hit = search(filled({"title": "Act", "text": "long " * 20_000, "summary": "short"}), "act").hits[0]
    assert hit.texts["summary"] == "short"
    assert hit.texts["text"].startswith("long long")
    assert len(hit.texts["text"]) < 50_000


def test_another_form_of_a_word_is_a_reason_in_its_own_language(filled):
    index = filled({"title": "Act", "original_title": "la personne", "language": "fr"})
    results = search(index, "personnes")
    assert matched_field(results.hits[0].texts, results.terms, "fr") == "original title"
