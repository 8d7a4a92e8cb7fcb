"""Synonyms: any name of a concept finds the records of all its names, and the page lists what else was searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.matching.execution import MAX_LISTED
from baliportal.search.matching.synonyms import MAX_ALTERNATIVES
from baliportal.search.query import pks, search
from baliportal.search.thesaurus.thesaurus import Concept, Thesaurus

from .query_strategies import ANY_TEXT, QUERY_LIKE
from .thesaurus_concepts import SMUGGLING, THESAURUS, ask, result_pks


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
    assert result_pks(index, "visa Malaysia") == [2, 1, 3]


def test_one_name_may_belong_to_several_concepts(filled):
    index = filled({"title": "a", "countries": ("KR",)}, {"title": "b", "countries": ("KP",)}, {"title": "c"})
    assert sorted(result_pks(index, "Korea")) == [1, 2]


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
