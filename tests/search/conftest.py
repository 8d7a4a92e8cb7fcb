"""Fixtures of the tests of the search: an index of given documents."""

import pytest

from baliportal.search.index.document import Document
from baliportal.search.index.index import Index
from baliportal.search.query import search


@pytest.fixture
def index(tmp_path):
    return Index(tmp_path / "index")


@pytest.fixture
def filled(index):
    """A function that builds the index of some documents, given as their differences, and returns it."""

    def fill(*differences, number=1):
        index.rebuild([document(pk, **each) for pk, each in enumerate(differences, 1)], number)
        return index

    return fill


def document(pk, **differences):
    return Document(**{"id": f"e{pk}", "pk": pk, "kind": "law", **differences})


def result_pks(index, q, **more):
    return [hit.pk for hit in search(index, q, **more).hits]
