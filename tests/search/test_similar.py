"""More like this: same themes, same countries, same telling words; never the record itself."""

import pytest

from baliportal.search.results.similarity import similar


@pytest.fixture
def some(filled):
    return filled(
        {"title": "Anti-Trafficking Act", "topics": ("trafficking",), "countries": ("MY",)},
        {"title": "Anti-Trafficking Order", "topics": ("trafficking",), "countries": ("MY",)},
        {"title": "Anti-Trafficking Law", "topics": ("trafficking",), "countries": ("TH",)},
        {"title": "Passports", "topics": ("documents",), "countries": ("MY",)},
        {"title": "Extradition", "topics": ("extradition",), "countries": ("NZ",)},
        {"title": "กฎหมายค้ามนุษย์", "countries": ("LA",)},
        {"title": "กฎหมายว่าด้วยการค้ามนุษย์", "countries": ("KH",)},
    )


def test_the_most_similar_come_first_and_the_record_itself_never(some):
    assert [hit.pk for hit in similar(some, "e1")] == [2, 3, 4]
    assert [hit.pk for hit in similar(some, "e1", limit=1)] == [2]
    assert [hit.pk for hit in similar(some, "e6")] == [7]


def test_a_record_like_no_other_has_no_similar_ones(some):
    assert similar(some, "e5") == []


@pytest.mark.parametrize("identity", ["nobody", "", "\x00", "e1 e2"])
def test_a_record_that_is_not_indexed_has_no_similar_ones(some, identity):
    assert similar(some, identity) == []


def test_a_withdrawn_record_is_no_longer_similar(some):
    some.apply([], ["e2"], 2)
    assert [hit.pk for hit in similar(some, "e1")] == [3, 4]
    assert similar(some, "e2") == []
