"""Questions that the starter content answers in one way, and those to which any answer would be a guess.

The makers of the grammar wrote both lists while they made it; how well it does on others' questions is measured apart.
"""

import csv
from pathlib import Path

import pytest

from baliportal.search.answers.answering import search_words
from baliportal.search.index.sync import index_for_reading
from baliportal.search.thesaurus.loader import get_thesaurus

pytestmark = pytest.mark.django_db


def lines(name):
    with Path(__file__).with_name(name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


ANSWERED, SILENT = lines("questions.csv"), lines("silent.csv")


def test_a_question_is_answered_from_the_records(ask):
    answers = {line["question"]: ask(line["question"]) for line in ANSWERED}
    wrong = [
        (question, answers[question] and (answers[question].text, answers[question].url))
        for question, text, url in ((line["question"], line["answer"], line["url"]) for line in ANSWERED)
        if not answers[question] or text not in answers[question].text or (url and answers[question].url != url)
    ]
    assert wrong == []


def test_what_is_not_sure_is_not_answered(ask):
    told = [(line["why"], line["question"], answer.text) for line in SILENT if (answer := ask(line["question"]))]
    assert told == []


def test_a_title_of_question_words_is_searched_for_as_it_stands(db):
    index = index_for_reading()
    for query in ("What is where", "Who has what", "ประเทศไหน", "when"):
        assert search_words(query, index, get_thesaurus(index.position)) == query


def test_the_questions_are_a_hundred_in_twelve_languages():
    assert len(ANSWERED) >= 100
    assert len({line["language"] for line in ANSWERED}) >= 12
