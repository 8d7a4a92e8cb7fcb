"""Fixtures of the tests of direct answers: a function that asks the search of the starter content."""

import pytest

from baliportal.search.answers.answering import answer
from baliportal.search.index.sync import index_for_reading
from baliportal.search.thesaurus.loader import get_thesaurus


@pytest.fixture
def ask(db):
    """A function: the answer to a question by the starter content; None where there is none."""

    def answer_of(question):
        index = index_for_reading()
        return answer(question, index, get_thesaurus(index.position))

    return answer_of
