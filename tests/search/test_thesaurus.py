"""Thesaurus: the names in a query of any script, also without spaces, and the facet values that a text names."""

import pytest

from baliportal.search.analysis.folding import fold
from baliportal.search.thesaurus.thesaurus import Concept, Thesaurus

from .thesaurus_concepts import THESAURUS, result_pks


@pytest.mark.parametrize(
    "q",
    ["กฎหมายค้ามนุษย์", "กฎหมายว่าด้วยการค้ามนุษย์", "กฎหมาย ค้ามนุษย์ มาเลเซีย", "人口贩运法 马来西亚", "马来西亚人口贩运法",
     "قانون الاتجار بالبشر", "قانون اتجار بالبشر", "인신매매 법", "말레이시아의 인신매매법", "undang-undang perdagangan orang Malaysian"],
)  # fmt: skip
def test_a_query_in_any_script_finds_the_law_in_english(filled, q):
    index = filled(
        {"title": "Anti-Trafficking Act", "kind": "law", "topics": ("trafficking-in-persons",), "countries": ("MY",)},
        {"title": "Workshop", "kind": "workshop", "topics": ("trafficking-in-persons",), "countries": ("MY",)},
        {"title": "Passport Act", "kind": "law", "topics": ("travel-documents",), "countries": ("MY",)},
    )
    assert result_pks(index, q) == [1]


def test_the_rest_of_a_run_is_required_only_if_the_index_has_it(filled):
    index = filled({"title": "a", "topics": ("trafficking-in-persons",)})
    assert result_pks(index, "รายงานค้ามนุษย์") == [1]
    index.apply([], ["e1"], 2)
    index = filled(
        {"title": "a", "topics": ("trafficking-in-persons",)},
        {"title": "รายงาน", "topics": ("trafficking-in-persons",)},
        number=3,
    )
    assert result_pks(index, "รายงานค้ามนุษย์") == [2]


def test_a_run_with_its_names_inside_is_still_found_as_it_stands(filled):
    index = filled({"original_title": "กฎหมายว่าด้วยการค้ามนุษย์", "kind": "treaty"}, {"original_title": "กฎหมายแรงงาน"})
    assert result_pks(index, "กฎหมายค้ามนุษย์") == [1]


def test_a_syllable_is_not_cut_for_a_name():
    thesaurus = Thesaurus([Concept("x", ("나가",))])
    assert [each[:2] for each in thesaurus.names_in_run(fold("다나가"))] == [(2, 6)]
    assert thesaurus.names_in_run(fold("나각다")) == []


def test_a_name_of_one_character_stands_only_at_the_end_of_a_run():
    assert [each[:2] for each in THESAURUS.names_in_run("护照法")] == [(2, 3)]
    assert THESAURUS.names_in_run("法国人") == THESAURUS.names_in_run(fold("법하다")) == []


@pytest.mark.parametrize(
    ("facet", "text", "values"),
    [
        ("country", "burma", ("MM",)),
        ("country", "mm", ("MM",)),
        ("country", "Korea", ("KR", "KP")),
        ("topic", "People-Smuggling", ("people-smuggling",)),
        ("topic", "penyelundupan manusia", ("people-smuggling",)),
        ("language", "Khmer", ("km",)),
        ("country", "people smuggling", ()),
        ("country", "", ()),
    ],
)
def test_the_values_that_a_text_names(facet, text, values):
    assert THESAURUS.values(facet, text) == values
