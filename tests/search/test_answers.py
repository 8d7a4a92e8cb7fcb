"""Search results are cached with the state of the index that gave them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baliportal.search.index.result_cache import ResultCache
from baliportal.search.query import SORTS, search

from ..sampling import examples
from .conftest import document

RECORDS = [
    {"title": "Law on trafficking", "countries": ("MY",), "date": "2007"},
    {"title": "Trafficking handbook", "kind": "resource", "countries": ("ID", "MY"), "date": "2012"},
    {"title": "Passports", "countries": ("ID",)},
]
QUESTIONS = st.fixed_dictionaries(
    {
        "q": st.sampled_from(["", "trafficking", "trafficing", "passports handbook", "nothing there"]),
        "sort": st.sampled_from([*SORTS]),
        "offset": st.integers(0, 3),
        "limit": st.integers(1, 3),
        "facets": st.booleans(),
        "country": st.sampled_from([[], ["MY"], ["ID", "MY"]]),
    }
)


@pytest.fixture
def index(filled):
    return filled(*RECORDS)


@given(st.lists(QUESTIONS, min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
def test_results_are_the_same_with_and_without_the_cache(index, questions):
    first = [search(index, **question) for question in questions]
    for question, before in zip(questions, first, strict=True):
        with index.reading() as reader:
            reader.result_cache.clear()
        assert search(index, **question) == before


def test_the_same_search_is_not_executed_again(index, monkeypatch):
    first = search(index, "trafficking")
    monkeypatch.setattr("baliportal.search.query.Execution", None)
    assert search(index, "trafficking") == first


def test_a_change_empties_the_cache(index):
    assert search(index, "").total == 3
    index.apply([document(9, title="New")], [], 2)
    assert search(index, "").total == 4


def test_the_cache_is_bounded_and_drops_the_least_recently_used():
    cache, computed = ResultCache(max_results=2), []
    for key in "abacab":
        cache.get_or_compute(key, lambda key=key: computed.append(key))
    assert computed == ["a", "b", "c", "b"]
