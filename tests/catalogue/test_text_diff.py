"""Marking what differs loses nothing, marks nothing that is the same, and stays quick on long texts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.text_diff import LIMIT, diff_words, words

SCRIPTS = [
    "a law on Trafficking, 2007 ",
    "กฎหมายค้ามนุษย์ที่",
    "ច្បាប់ស្តីពី",
    "人口贩运法のひと",
    "قانون الاتجار ",
    "မြန်မာ့ဥပဒေ",
    "\n .;-",
]
TEXTS = st.lists(st.sampled_from([c for script in SCRIPTS for c in script]), max_size=60).map("".join) | st.text(
    max_size=60
)


def plain(pieces):
    return "".join(piece.text for piece in pieces)


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_texts_and_what_is_not_marked_stands_in_both(before, after):
    ours, theirs = diff_words(before, after)
    assert (plain(ours), plain(theirs)) == (before, after)
    assert plain(p for p in ours if not p.changed) == plain(p for p in theirs if not p.changed)


@given(TEXTS)
def test_equal_texts_carry_no_mark(text):
    assert not any(piece.changed for side in diff_words(text, text) for piece in side)
    assert "".join(words(text)) == text


@pytest.mark.parametrize(
    ("before", "after", "ours", "theirs"),
    [
        ("The law of 2007 on trafficking.", "The law of 2015 on trafficking.", "The law of [2007 ]on trafficking.", "The law of [2015 ]on trafficking."),
        ("กฎหมายค้ามนุษย์", "กฎหมายการค้ามนุษย์", "กฎหมายค้ามนุษย์", "กฎหมาย[การ]ค้ามนุษย์"),
        ("人口贩运法", "反人口贩运法", "人口贩运法", "[反]人口贩运法"),
        ("penyelundupan", "penyelundup", "[penyelundupan]", "[penyelundup]"),
        ("ที่", "ที", "[ที่]", "[ที]"),  # a letter is never cut from its marks
        ("ស្តី", "ស្ដី", "[ស្តី]", "[ស្ដី]"),  # nor from the letter written under it
    ],
)  # fmt: skip
def test_words_are_marked_whole_and_unspaced_scripts_by_character(before, after, ours, theirs):
    assert tuple(map(shown, diff_words(before, after))) == (ours, theirs)


def test_long_texts_are_compared_quickly_and_a_small_edit_in_one_is_still_found():
    text = " ".join(f"word{number % 97} of sentence {number}." for number in range(LIMIT // 50))
    start = time.thread_time()
    ours, theirs = diff_words(
        text, text.replace("sentence 700.", "sentence seven hundred.").replace("sentence 4000.", "")
    )
    diff_words(text, text[::-1])
    assert time.thread_time() - start < 30  # a bound on how the work grows
    assert len(plain(p for p in ours if p.changed)) < 400
    assert "seven hundred" in plain(p for p in theirs if p.changed)
