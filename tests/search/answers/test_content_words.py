"""The words that ask are told from those that are sought."""

import pytest

from baliportal.search.answers.content_words import content_words


@pytest.mark.parametrize(
    ("query", "sought"),
    [
        ("who ratified the Palermo Protocol?", "ratified Palermo Protocol"),
        ("what is RMAS", "RMAS"),
        ("upcoming meetings", "meetings"),
        ("哪些国家批准了巴勒莫议定书？", "批准 巴勒莫议定书"),
        ("ประเทศไหนให้สัตยาบันพิธีสารปาแลร์โมบ้าง", "ให้สัตยาบันพิธีสารปาแลร์โม"),
        ("apa itu perdagangan orang", "perdagangan orang"),
        ("어느 나라가 인신매매 의정서를 비준했나요", "인신매매 의정서를 비준했"),
    ],
)
def test_words_that_ask_are_left_out(query, sought):
    assert content_words(query) == sought


@pytest.mark.parametrize(
    "query",
    ["human trafficking act", "the act of 1997", "WHO report", "what", "is", '"what is trafficking"', "kind:law what is",
     "เมื่อไร", "คนเข้าเมือง", ""],
)  # fmt: skip
def test_what_is_no_question_stays_whole(query):
    assert content_words(query) == query
