"""Matching: which records a query finds, page by page, whatever is typed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baliportal.search.index.index import Index
from baliportal.search.parsing.query_parser import MAX_TERMS, parse
from baliportal.search.query import SORTS, pks, search

from .conftest import document, result_pks
from .query_strategies import ANY_TEXT, QUERY_LIKE


def test_words_come_in_any_order_and_from_any_field(filled):
    index = filled(
        {"title": "Law on trafficking", "names": "Malaysia"},
        {"title": "Malaysia"},
        {"summary": "trafficking in Malaysia"},
    )
    assert sorted(result_pks(index, "malaysia trafficking")) == [1, 3]
    assert search(index, "malaysia trafficking").mode == "all"


def test_a_phrase_stands_in_a_row(filled):
    index = filled(
        {"title": "Law enforcement"}, {"title": "Enforcement of law"}, {"title": "Law", "summary": "enforcement"}
    )
    assert result_pks(index, '"law enforcement"') == [1]
    assert sorted(result_pks(index, "law enforcement")) == [1, 2, 3]


def test_an_unclosed_quotation_mark_is_passed_over(filled):
    index = filled({"title": "Enforcement of law"})
    assert result_pks(index, '"law enforcement') == [1]


def test_exclusions_exclude(filled):
    index = filled({"title": "Law on smuggling"}, {"title": "Law on trafficking"}, {"title": "Trafficking law"})
    assert sorted(result_pks(index, "law -smuggling")) == [2, 3]
    assert sorted(result_pks(index, 'law -"trafficking law"')) == [1, 2]
    assert sorted(result_pks(index, "-smuggling")) == [2, 3]
    assert search(index, "-smuggling").mode == "everything"


def test_a_hyphen_inside_a_word_excludes_nothing(filled):
    index = filled({"title": "Co-Chairs' Statement"}, {"title": "Statement"})
    for q in (
        "co-chairs statement",
        "cochairs statement",
        "co chairs statement",
        '"co-chairs statement"',
        '"cochairs statement"',
    ):
        assert result_pks(index, q) == [1], q
    assert result_pks(index, "statement -co-chairs") == [2]
    assert result_pks(index, '"statement"-co') == [1]


def test_an_excluded_word_with_a_hyphen_is_excluded_as_it_stands(filled):
    index = filled(
        {"title": "Policy on trafficking"}, {"title": "Anti-trafficking policy"}, {"title": "Anti trafficking, policy"}
    )
    index.apply([document(4, title="Trafficking policy, anti")], [], 2)
    assert sorted(result_pks(index, "policy -anti-trafficking")) == [1, 4]


def test_stop_words_are_not_required(filled):
    index = filled({"title": "Trafficking law, Thailand"})
    assert search(index, "what is the law on trafficking in Thailand").mode == "all"
    assert result_pks(index, "the") == []


def test_when_no_record_has_all_words_those_with_more_come_first(filled):
    index = filled(
        {"title": "smuggling smuggling smuggling"},
        {"text": "on smuggling and maritime borders"},
        {"text": "of the borders, maritime ones, smuggling apart, and visas"},
        {"title": "unrelated"},
    )
    results = search(index, "smuggling maritime borders zebra")
    assert results.mode == "any"
    assert {hit.pk for hit in results.hits} == {2, 3}
    assert (
        result_pks(index, "zebra smuggling visas unicorn quagga") == [3, 1, 2]
        or result_pks(index, "zebra smuggling visas")[0] == 3
    )
    assert search(index, "zebra quagga").total == 0


def test_choices_do_not_change_the_reading_of_the_words(filled):
    index = filled({"title": "trafficking victims", "kind": "law"}, {"title": "trafficking", "kind": "treaty"})
    results = search(index, "trafficking victims", kind=["treaty"])
    assert (results.mode, results.total) == ("all", 0)


def test_a_misspelt_word_finds_the_word_meant_in_mode_any(filled):
    index = filled({"title": "Statelessness"}, {"title": "Smuggling"})
    results = search(index, "statlessness")
    assert ([hit.pk for hit in results.hits], results.mode) == ([1], "any")
    assert result_pks(index, '"statlessness"') == []


def test_a_text_without_spaces_is_found_by_its_words(filled):
    index = filled(
        {"title": "กฎหมายว่าด้วยการค้ามนุษย์"},
        {"title": "กฎหมายแรงงาน"},
        {"title": "反对拐卖人口行动计划"},
        {"title": "人民"},
    )
    assert result_pks(index, "ค้ามนุษย์") == [1]
    assert result_pks(index, "กฎหมาย ค้ามนุษย์") == [1]
    assert result_pks(index, "กฎหมายค้ามนุษย์") == [1]
    assert result_pks(index, "拐卖") == [3]
    assert result_pks(index, "人口") == [3]


def test_pages_follow_on_each_other(filled):
    index = filled(*({"title": f"law {n}"} for n in range(25)))
    pages = [result_pks(index, "law", offset=offset, limit=10) for offset in (0, 10, 20, 30, 10**30)]
    assert [len(page) for page in pages] == [10, 10, 5, 0, 0]
    assert len({pk for page in pages for pk in page}) == 25
    assert search(index, "law", limit=0).total == 25


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("q", ["law", "law quagga", ""])
def test_all_keys_come_in_the_order_of_the_search(filled, monkeypatch, sort, q):
    monkeypatch.setattr("baliportal.search.query.FIRST_BATCH", 3)
    monkeypatch.setattr("baliportal.search.query.BATCH", 4)
    index = filled(*({"title": f"law {n % 3}", "date": str(2000 + n % 5)} for n in range(20)), {"title": "other"})
    assert list(pks(index, q, sort=sort)) == result_pks(index, q, sort=sort, limit=100)


def test_all_keys_are_of_one_state_of_the_index(filled, monkeypatch):
    monkeypatch.setattr("baliportal.search.query.FIRST_BATCH", 2)
    index = filled(*({"title": "law"} for _ in range(6)))
    keys = pks(index, "law")
    first = [next(keys), next(keys)]
    index.apply([], ["e1", "e6"], 2)
    assert sorted(first + list(keys)) == [1, 2, 3, 4, 5, 6]


@pytest.fixture(scope="module")
def some_index(tmp_path_factory):
    index = Index(tmp_path_factory.mktemp("some") / "index")
    texts = ["law on trafficking", "RA 9208", "co-chairs statement", "กฎหมายค้ามนุษย์", "反对拐卖人口"]
    index.rebuild([document(pk, title=text, numbers=text, text=text * 3) for pk, text in enumerate(texts, 1)], 1)
    return index


@settings(deadline=None)
@given(ANY_TEXT | QUERY_LIKE, st.sampled_from([*SORTS, "?"]), st.lists(ANY_TEXT, max_size=2))
@example("-" * 50, "relevance", ["\x00", "\ud800", ""])
@example('"a" -"a" "a a" a', "title", [])
def test_any_text_is_a_valid_query(some_index, q, sort, values):
    results = search(some_index, q, sort=sort, country=values)
    assert results.total >= len(results.hits)
    assert sorted(pks(some_index, q, sort=sort, country=values)) == sorted(hit.pk for hit in results.hits)


@pytest.mark.parametrize(
    "q",
    ["a " * 5000, "trafficking " * 1000, '"' * 10_000, "-" * 10_000, "x" * 10_000, "ก" * 10_000, "人口走私" * 2500,
     '"a b" ' * 2000, "\x00" * 10_000, "co-" * 3000, "a.b." * 2500, "1/2007 " * 1400, "'" * 10_000],
    ids=lambda q: repr(q[:6]),
)  # fmt: skip
def test_the_terms_of_a_long_query_are_bounded(some_index, q):
    parsed = parse(q)
    assert sum(len(clause.terms) for clause in parsed.wanted + parsed.unwanted) <= MAX_TERMS
    assert search(some_index, q).total <= 5


def test_a_query_without_a_word_matches_everything(some_index):
    for q in ("", " ", "🎉", "...", '""', "-", "\x00"):
        assert (search(some_index, q).mode, search(some_index, q).total) == ("everything", 5), q


def test_an_unknown_facet_is_a_type_error(some_index):
    with pytest.raises(TypeError, match="contry"):
        search(some_index, "law", contry=["ID"])
