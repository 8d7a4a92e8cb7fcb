"""A facet is counted under every choice but its own; choices inside one are alternatives."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baliportal.search.index.index import Index
from baliportal.search.index.schema import FACETS
from baliportal.search.query import search
from baliportal.search.thesaurus.thesaurus import Thesaurus

from .conftest import document

VALUES = {
    "kind": ["law", "treaty", "workshop"],
    "country": ["ID", "MY", "TH", "PH"],
    "group": ["south", "mainland", "nobody"],
    "topic": ["trafficking", "smuggling", "prevention"],
    "year": ["2001", "2002", "2003"],
    "language": ["en", "id"],
    "type": ["act", "decree"],
}
#: Groups of countries by their members: one record of two of them counts once.
GROUPS = {"south": ["ID", "MY", "PH"], "mainland": ["MY", "TH"], "nobody": []}
WORDS = ["law", "victims", "border"]


def made_up(pk, chance):
    def some(facet):
        return tuple(chance.sample(VALUES[facet], chance.randint(0, 2)))

    return document(
        pk,
        kind=chance.choice(VALUES["kind"]),
        countries=some("country"),
        topics=some("topic"),
        date=chance.choice([*VALUES["year"], ""]),
        language=chance.choice([*VALUES["language"], ""]),
        type=chance.choice(VALUES["type"]),
        title=" ".join(chance.sample(WORDS, chance.randint(1, 3))),
    )


@pytest.fixture(scope="module")
def corpus():
    chance = random.Random(2)
    return [made_up(pk, chance) for pk in range(1, 121)]


@pytest.fixture(scope="module")
def corpus_index(corpus, tmp_path_factory):
    index = Index(tmp_path_factory.mktemp("corpus") / "index")
    index.rebuild(corpus[:80], 1)
    index.apply(corpus[80:], [], 2)
    return index


def values_of(document, facet):
    if facet == "group":
        return [group for group, codes in GROUPS.items() if set(codes) & set(document.countries)]
    return FACETS[facet](document)


def answers(document, word, choices):
    return word in [*document.title.split(), ""] and all(
        set(values_of(document, facet)) & set(values) for facet, values in choices.items() if values
    )


def counted(corpus, word, choices, facet):
    others = {name: values for name, values in choices.items() if name != facet}
    matching = [document for document in corpus if answers(document, word, others)]
    counts = Counter(value for document in matching for value in values_of(document, facet) if value)
    return {**dict.fromkeys(choices.get(facet, ()), 0), **counts}


@settings(deadline=None)
@given(
    st.sampled_from([*WORDS, ""]),
    st.fixed_dictionaries(
        {}, optional={name: st.lists(st.sampled_from([*values, "none"]), max_size=2) for name, values in VALUES.items()}
    ),
)
def test_counts_are_those_of_counting_one_by_one(corpus, corpus_index, word, choices):
    results = search(corpus_index, word, limit=200, thesaurus=Thesaurus((), GROUPS), **choices)
    assert {hit.pk for hit in results.hits} == {each.pk for each in corpus if answers(each, word, choices)}
    assert results.total == len(results.hits)
    for facet, counts in results.facets.items():
        assert dict(counts) == counted(corpus, word, choices, facet), facet
        assert [each.count for each in counts] == sorted((each.count for each in counts), reverse=True)


def test_every_value_is_reported(filled):
    index = filled(*({"countries": (f"C{n}",), "date": str(1500 + n)} for n in range(400)))
    facets = search(index, "").facets
    assert len(facets["country"]) == len(facets["year"]) == 400


def test_facets_are_counted_only_when_asked_for(corpus_index):
    assert search(corpus_index, "law", facets=False).facets == {}
