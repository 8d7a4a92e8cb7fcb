"""OR, NOT, AND, parentheses and beginnings of words, as in other catalogues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.query import pks, search
from baliportal.search.results.snippets import mark
from baliportal.search.thesaurus.thesaurus import Concept, Thesaurus

from .query_strategies import ANY_TEXT, PIECES

THESAURUS = Thesaurus([
    Concept("Malaysia", ("Malaysian",), "country", "MY"),
    Concept("Indonesia", ("Indonesian",), "country", "ID"),
    Concept("People smuggling", ("penyelundupan manusia",), "topic", "people-smuggling"),
    Concept("Bali Process", ("Proses Bali",)),
])  # fmt: skip


@pytest.fixture
def some(filled):
    return filled(
        {"title": "Trafficking Act", "countries": ("MY",), "numbers": "Republic Act No. 9208"},
        {"title": "Smuggling Act", "countries": ("ID",), "numbers": "Republic Act No. 10364"},
        {"title": "Trafficking and Smuggling Act", "countries": ("TH",), "text": "children"},
        {"title": "Lighthouse Keepers Order", "countries": ("ID",), "kind": "treaty"},
        {"title": "Bali Process", "topics": ("people-smuggling",)},
        {"title": "Budapest Process", "text": "lighthouses"},
    )


def result_pks(index, q, **more):
    return sorted(hit.pk for hit in search(index, q, thesaurus=THESAURUS, **more).hits)


@pytest.mark.parametrize(
    ("q", "pks"),
    [
        ("trafficking OR smuggling", [1, 2, 3]),
        ("trafficking OR smuggling OR lighthouse", [1, 2, 3, 4, 6]),
        ("trafficking OR smuggling act", [1, 2, 3]),
        ("act (trafficking OR order)", [1, 3]),
        ("(bali process) OR (budapest process)", [5, 6]),
        ('"bali process" OR lighthouse', [4, 5, 6]),
        ("(penyelundupan manusia) OR order", [4, 5]),
        ("RA 9208 OR RA 10364", [1, 2]),
        ("country:MY OR country:ID", [1, 2, 4]),
        ("country:MY OR kind:treaty", [1, 4]),
        ("act country:MY OR country:ID", [1, 2]),
        ("country:MY OR lighthouse", [1, 4, 6]),
        ("trafficking NOT smuggling", [1]),
        ("trafficking NOT children", [1]),
        ("trafficking NOT country:TH", [1]),
        ("act NOT (smuggling OR children)", [1]),
        ("act -(smuggling OR children)", [1]),
        ("trafficking AND smuggling", [3]),
        ("trafficking NOT", [1, 3]),
        ("OR trafficking", [1, 3]),
        ("trafficking OR", [1, 3]),
        ("trafficking or smuggling", [3]),
        ("lighthou*", [4, 6]),
        ("title:lighthou*", [4]),
        ("traffickin* act", [1, 3]),
        ("act NOT traffick*", [2]),
        ("lighthou* OR traffick*", [1, 3, 4, 6]),
        ("lighthouse* order*", [4]),
        ("(act) trafficking", [1, 3]),
    ],
)
def test_an_operator_joins_or_excludes(some, q, pks):
    assert result_pks(some, q) == pks


def test_two_letters_are_no_beginning(some):
    assert search(some, "li*").total == 0


def test_the_alternatives_of_words_in_or_are_searched_too(some):
    assert result_pks(some, "(proses bali) OR order") == [4, 5]
    assert result_pks(some, "(proses bali) OR order", synonyms=False) == [4]


def test_the_words_that_begin_so_are_marked():
    assert [each.text for each in mark("On Lighthouses and lights", ["lighthou*"]) if each.is_match] == ["Lighthouses"]


OPERATORS = st.lists(
    st.sampled_from([*PIECES, "OR", "NOT", "AND", "(", ")", "-(", "title:(", "lighthou*", "***", "a*", "-traf*", '"', "country:MY",
                     "year:2007", "in:title", "OR OR", "NOT NOT", "(OR)", "()", "ก*", "१२३*"]),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(OPERATORS | ANY_TEXT.map(lambda text: f"({text}) OR {text}* NOT {text}"))
def test_no_use_of_operators_is_an_error(operators_index, q):
    results = search(operators_index, q, thesaurus=THESAURUS)
    assert sorted(pks(operators_index, q, thesaurus=THESAURUS)) == sorted(hit.pk for hit in results.hits)


@pytest.fixture(scope="module")
def operators_index(tmp_path_factory):
    from baliportal.search.index.index import Index

    from .conftest import document

    index = Index(tmp_path_factory.mktemp("operators") / "index")
    texts = ["law on trafficking", "RA 9208 lighthouse", "กฎหมายค้ามนุษย์", "反对拐卖人口"]
    index.rebuild([document(pk, title=text, countries=("MY",), date="2007") for pk, text in enumerate(texts, 1)], 1)
    return index
