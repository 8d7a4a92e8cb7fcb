"""Questions of readers who did not write the grammar are answered as promised, and never wrongly."""

import pytest

from tests.search.quality_page import QUESTIONS

from ...sampling import EXHAUSTIVE, sample
from .measuring import AnsweredQuestion, LabelledQuestion, ask_set, figures, read_set

MRR, ANSWERED = 0.90, 0.80  # at least


@pytest.mark.sampled
def test_readers_questions_are_answered_as_promised(db, starter_index):
    asked = ask_set(sample(read_set(QUESTIONS), one_in=6))
    assert [each.label.question for each in asked if each.is_wrong or each.is_false] == []
    if EXHAUSTIVE:
        measured = figures(asked)
        assert measured.mrr >= MRR
        assert measured.answered >= ANSWERED


class Said:
    """An answer with nothing but a sentence."""

    note, rows, url = "", (), "/"

    def __init__(self, text):
        self.text = text


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("8 of the 45 members, among them Fiji", True),
        ("18 of the 45 members, among them Fiji", False),
        ("8 of the 45 members", False),
        ("8 of the 45 members, among them Fiji and Nepal", False),
    ],
)
def test_an_answer_is_right_that_has_every_fact_and_nothing_that_is_forbidden(text, is_right):
    label = LabelledQuestion("1", "en", "t", "?", "direct", answer_facts=["8", "Fiji"], forbidden=["Nepal"])
    asked = AnsweredQuestion(label, Said(text), frozenset(), [])
    assert (asked.is_right, asked.is_wrong) == (is_right, not is_right)


@pytest.mark.parametrize(
    ("text", "is_false"),
    [("No agreement between Fiji and Mongolia is recorded.", False), ("2 agreements are recorded.", True)],
)
def test_where_silence_is_expected_only_that_nothing_is_recorded_may_be_said(text, is_false):
    label = LabelledQuestion("1", "en", "t", "?", "silent")
    assert AnsweredQuestion(label, Said(text), frozenset(), []).is_false is is_false
