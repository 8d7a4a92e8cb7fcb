"""Synonyms: any name of a concept finds the records of all its names, and the page lists what else was searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.analysis.folding import fold
from baliportal.search.matching.execution import MAX_LISTED
from baliportal.search.matching.synonyms import MAX_ALTERNATIVES
from baliportal.search.query import pks, search
from baliportal.search.thesaurus.thesaurus import Concept, Thesaurus

from .test_query import ANY_TEXT, QUERY_LIKE

SMUGGLING = Concept(
    "People smuggling",
    (
        "migrant smuggling",
        "smuggling of migrants",
        "penyelundupan manusia",
        "人口走私",
        "تهريب المهاجرين",
        "밀입국 알선",
    ),
    "topic",
    "people-smuggling",
)
TRAFFICKING = Concept(
    "Trafficking in persons",
    ("human trafficking", "TIP", "perdagangan orang", "ค้ามนุษย์", "人口贩运", "الاتجار بالبشر", "인신매매", "ການຄ້າມະນຸດ"),
    "topic",
    "trafficking-in-persons",
)
MALAYSIA = Concept("Malaysia", ("Malaysian", "มาเลเซีย", "马来西亚", "말레이시아"), "country", "MY")
MYANMAR = Concept("Myanmar", ("Burma", "Burmese", "မြန်မာ", "พม่า"), "country", "MM")
LAOS = Concept("Laos", ("Lao PDR", "Lao People's Democratic Republic", "ລາວ"), "country", "LA")
KOREAS = [
    Concept("South Korea", ("Korea", "Republic of Korea"), "country", "KR"),
    Concept("North Korea", ("Korea", "DPRK"), "country", "KP"),
]
LAW = Concept("Law", ("legislation", "กฎหมาย", "undang-undang", "قانون", "法", "법", "ກົດໝາຍ"), "kind", "law")
AHG = Concept("Ad Hoc Group", ("AHG",))
KHMER = Concept("Khmer", (), "language", "km", expands=False)
THESAURUS = Thesaurus([SMUGGLING, TRAFFICKING, MALAYSIA, MYANMAR, LAOS, *KOREAS, LAW, AHG, KHMER])


def ask(index, q, **more):
    return search(index, q, thesaurus=THESAURUS, **more)


def result_pks(index, q, **more):
    return [hit.pk for hit in ask(index, q, **more).hits]


@pytest.mark.parametrize(
    "q",
    ["people smuggling", "migrant smuggling", "Smuggling of Migrants", "smuggling migrants", "penyelundupan manusia",
     "人口走私", "تهريب المهاجرين", "PENYELUNDUPAN  MANUSIA", "밀입국 알선"],
)  # fmt: skip
def test_every_name_finds_what_has_the_theme_and_what_has_another_name(filled, q):
    index = filled(
        {"title": "Act One", "topics": ("people-smuggling",), "names": "People smuggling"},
        {"title": "Act Two", "summary": "On the smuggling of migrants by sea"},
        {"title": "Act Three", "original_title": "Undang-undang penyelundupan manusia"},
        {"title": "Act Four", "topics": ("borders",), "summary": "The people of the borders; manusia"},
    )
    assert sorted(result_pks(index, q)) == [1, 2, 3]
    assert ask(index, q).mode == "all"


def test_the_typed_words_rank_above_their_synonyms(filled):
    index = filled(
        {"title": "Burma", "countries": ("MM",)},
        {"title": "Myanmar", "countries": ("MM",)},
        {"title": "Rice", "countries": ("MM",)},
    )
    assert result_pks(index, "Burma") == [1, 2, 3]
    assert result_pks(index, "Myanmar")[0] == 2


def test_a_mention_of_what_was_typed_comes_before_a_title_with_another_name(filled):
    index = filled(
        {"title": "Smuggling of migrants"},
        {"title": "Migrant smuggling", "topics": ("people-smuggling",), "names": "People smuggling"},
        {"title": "An act of many words on quite other things", "original_title": "মানব চোরাচালান penyelundupan manusia"},
        {"title": "Act", "text": "other words " * 200 + "penyelundupan manusia"},
    )
    assert result_pks(index, "penyelundupan manusia")[:2] == [3, 4]


def test_only_synonyms_that_were_searched_are_listed(filled):
    index = filled({"title": "Penyelundupan manusia"}, {"title": "Act", "topics": ("people-smuggling",)})
    assert ask(index, "migrant smuggling").also_searched == ["People smuggling", "penyelundupan manusia"]
    assert ask(index, "penyelundupan manusia").also_searched == ["People smuggling"]
    assert ask(index, "borders").also_searched == []


def test_a_label_that_was_typed_is_not_listed_as_a_synonym(filled):
    index = filled({"title": "Myanmar", "names": "Myanmar", "countries": ("MM",)}, {"title": "Burma"})
    assert ask(index, "Myanmar").also_searched == ["Burma"]
    assert ask(index, "myanmar burma").also_searched == ["Myanmar"] or ask(index, "myanmar burma").total == 2


def test_synonyms_can_be_switched_off(filled):
    index = filled({"title": "Burma"}, {"title": "Myanmar"})
    results = ask(index, "Burma", synonyms=False)
    assert ([hit.pk for hit in results.hits], results.also_searched) == ([1], [])
    assert list(pks(index, "Burma", thesaurus=THESAURUS, synonyms=False)) == [1]
    assert sorted(pks(index, "Burma", thesaurus=THESAURUS)) == [1, 2]


def test_quoted_words_have_no_synonyms(filled):
    index = filled({"title": "Burma"}, {"title": "Myanmar"})
    assert result_pks(index, '"Burma"') == [1]
    assert result_pks(index, "title:Burma") == [1]


def test_the_longest_name_is_taken(filled):
    index = filled(
        {"title": "x", "topics": ("trafficking-in-persons",)}, {"title": "y", "topics": ("people-smuggling",)}
    )
    assert result_pks(index, "human trafficking") == [1]
    assert result_pks(index, "trafficking human") == []


def test_a_name_inside_a_longer_one_is_not_taken_apart(filled):
    index = filled({"title": "x", "topics": ("people",)}, {"title": "y", "topics": ("people-smuggling",)})
    thesaurus = Thesaurus([Concept("Persons", ("migrant",), "topic", "people"), SMUGGLING])
    results = search(index, "migrant smuggling", thesaurus=thesaurus)
    assert [hit.pk for hit in results.hits] == [2]


def test_a_country_beside_other_words_is_a_place(filled):
    index = filled(
        {"title": "Malaysia", "names": "Malaysia", "countries": ("MY",), "summary": "visa"},
        {"title": "Visa Rules", "names": "Malaysia", "countries": ("MY",)},
        {"title": "Visa Rules", "text": "as in Malaysia"},
        *({"title": "Rules", "names": "Malaysia", "countries": ("MY",)} for _ in range(5)),
    )
    assert result_pks(index, "Malaysia")[0] == 1
    assert result_pks(index, "visa Malaysia") == [2, 3, 1]


def test_one_name_may_belong_to_several_concepts(filled):
    index = filled({"title": "a", "countries": ("KR",)}, {"title": "b", "countries": ("KP",)}, {"title": "c"})
    assert sorted(result_pks(index, "Korea")) == [1, 2]


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


def test_a_term_without_a_choice_is_expanded_by_its_names(filled):
    index = filled({"title": "Meeting of the Ad Hoc Group"}, {"title": "AHG 14"}, {"title": "A group"})
    assert result_pks(index, "AHG") == [2, 1]
    assert result_pks(index, "ad hoc group") == [1, 2]


def test_synonyms_are_highlighted(filled):
    index = filled({"title": "Myanmar"})
    assert "myanmar" in ask(index, "Burmese").terms


def test_alternatives_are_bounded(filled):
    names = tuple(f"name{n}" for n in range(200))
    index = filled({"title": " ".join(names)})
    thesaurus = Thesaurus([Concept("Thing", names)])
    results = search(index, "name1 name2 name3", thesaurus=thesaurus)
    assert len(results.also_searched) <= MAX_LISTED
    assert len(results.terms) <= MAX_ALTERNATIVES + 3


def test_a_frequent_synonym_does_not_make_a_rare_query_slow(filled, monkeypatch):
    monkeypatch.setattr("baliportal.search.matching.synonyms.FREE_POSTINGS", 5)
    index = filled({"title": "quagga"}, *({"title": "Burma", "text": "common beast"} for _ in range(50)))
    thesaurus = Thesaurus([Concept("Quagga", ("common beast",))])
    assert search(index, "quagga", thesaurus=thesaurus).total == 1


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


def test_concepts_that_do_not_expand_add_no_synonyms(filled):
    index = filled({"title": "a", "language": "km"}, {"title": "Khmer"})
    assert result_pks(index, "khmer") == [2]
    assert result_pks(index, "language:khmer") == [1]


@given(
    ANY_TEXT
    | QUERY_LIKE
    | st.lists(st.sampled_from(["กฎหมาย", "ค้ามนุษย์", "人口", "贩运", "법", "의", "Korea", "lao", "pdr"])).map("".join)
)
def test_any_query_can_be_expanded(thesaurus_index, q):
    results = ask(thesaurus_index, q)
    assert results.total >= len(results.hits)
    assert len(set(results.also_searched)) == len(results.also_searched) <= MAX_LISTED


@pytest.fixture(scope="module")
def thesaurus_index(tmp_path_factory):
    from baliportal.search.index.index import Index

    from .conftest import document

    index = Index(tmp_path_factory.mktemp("thesaurus") / "index")
    titles = ["People smuggling in Myanmar", "กฎหมายค้ามนุษย์", "反对人口贩运法", "인신매매 방지법", "Lao PDR"]
    index.rebuild([document(pk, title=title, countries=("MM", "LA")) for pk, title in enumerate(titles, 1)], 1)
    return index
