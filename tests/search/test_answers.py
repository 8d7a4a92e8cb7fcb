"""What one state of the index answered is kept, is the same when asked again, and goes with that state."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baliportal.search.index.result_cache import ResultCache
from baliportal.search.query import SORTS, search

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
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_an_answer_is_the_same_whatever_was_asked_before(index, questions):
    kept = [search(index, **question) for question in questions]
    for question, before in zip(questions, kept, strict=True):
        with index.reading() as reader:
            reader.result_cache.clear()
        assert search(index, **question) == before


def test_the_same_question_is_not_put_to_the_index_again(index, monkeypatch):
    first = search(index, "trafficking")
    monkeypatch.setattr("baliportal.search.query.Execution", None)
    assert search(index, "trafficking") == first


def test_a_change_makes_every_answer_anew(index):
    assert search(index, "").total == 3
    index.apply([document(9, title="New")], [], 2)
    assert search(index, "").total == 4


def test_what_is_kept_is_bounded_and_the_oldest_goes_first():
    answers, asked = ResultCache(max_results=2), []
    for question in "abacab":
        answers.get_or_compute(question, lambda question=question: asked.append(question))
    assert asked == ["a", "b", "c", "b"]
