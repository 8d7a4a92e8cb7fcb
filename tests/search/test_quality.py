"""Search answers the labelled queries as well as promised, on the half that the ranking is not tuned on."""

import csv

import pytest

from .labels import COLUMNS, FILE, answers_to, half, labelled_queries
from .measuring import ask_all, figures
from .quality_page import tables
from .starter_rows import rows

MRR = 0.85  # at least
RECALL = 0.95  # at ten, at least
NOTHING = 0.02  # of the queries, at most


@pytest.fixture
def answered(db, starter_index):
    return ask_all()


def test_the_half_not_tuned_on_is_answered_as_promised(answered):
    print(f"\n{tables(answered)}")
    report = figures([each for each in answered if each.labelled.half == "report"])
    assert report.mrr >= MRR
    assert report.recall >= RECALL
    assert report.nothing <= NOTHING


def test_there_are_queries_enough_in_languages_enough():
    labelled = labelled_queries()
    assert len(labelled) >= 150
    assert len({each.language for each in labelled}) >= 12
    assert len({each.query for each in labelled}) == len(labelled)


def test_a_hash_puts_each_query_in_its_half():
    assert [each.query for each in labelled_queries() if each.half != half(each.query)] == []


def test_every_right_answer_is_in_the_starter_content():
    wrong = {each.query: set(each.answers) - rows().keys() for each in labelled_queries()}
    assert {query: answers for query, answers in wrong.items() if answers} == {}
    assert [each.query for each in labelled_queries() if not all(map(answers_to, each.relevant.split(";")))] == []


def test_the_file_has_its_columns():
    with FILE.open(newline="", encoding="utf-8") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS
