"""Marks stand where the analyser found the terms."""

from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.parsing.query_parser import parse
from baliportal.search.results.snippets import mark, snippet

ANY_TEXT = st.text(st.characters(codec=None), max_size=120)


def marked(pieces):
    return [piece.text for piece in pieces if piece.is_match]


def joined(pieces):
    return "".join(piece.text for piece in pieces)


@given(ANY_TEXT, ANY_TEXT)
def test_pieces_join_to_the_text(text, question):
    assert joined(mark(text, parse(question).terms)) == text
    assert all(piece.text for piece in mark(text, parse(question).terms))


def test_other_forms_of_the_word_are_marked_as_they_stand():
    assert marked(mark("Traffickers and the Réfugié", parse("trafficking refugie").terms)) == ["Traffickers", "Réfugié"]


def test_a_word_written_as_one_marks_the_hyphened_one():
    assert marked(mark("The Co-Chairs’ Statement", parse("cochairs").terms)) == ["Co-Chairs"]


def test_pairs_of_a_script_without_spaces_are_marked_as_one():
    assert marked(mark("กฎหมายว่าด้วยการค้ามนุษย์", parse("ค้ามนุษย์").terms)) == ["ค้ามนุษย์"]
    assert marked(mark("中国反对拐卖人口行动计划", parse("人口").terms)) == ["人口"]


def test_the_number_of_a_law_is_marked():
    assert marked(mark("Act No. 670 on trafficking", parse("Act 670").terms)) == ["Act", "670"]


def test_a_snippet_shows_the_place_with_most_of_the_words():
    text = "victims " + "of nothing in particular " * 200 + "support for victims of trafficking " + "and so on " * 400
    pieces = snippet(text, parse("trafficking victims").terms)
    assert {"victims", "trafficking"} <= set(marked(pieces))
    assert 100 < len(joined(pieces)) < 260
    assert pieces[0].text == pieces[-1].text == "…"


def test_a_snippet_without_a_match_is_the_beginning():
    assert joined(snippet("One two three. " * 40, ["nothing"])).startswith("One two three.")


def test_a_short_text_is_whole():
    assert joined(snippet("All of it.", ["all"])) == "All of it."
    assert snippet("", ["all"]) == []


@given(ANY_TEXT, ANY_TEXT, st.integers(1, 300))
def test_a_snippet_is_a_piece_of_the_text(text, question, width):
    shown = joined(snippet(text, parse(question).terms, width=width))
    assert shown.removeprefix("…").removesuffix("…") in text or shown in text


def test_another_name_is_marked_only_where_it_stands_in_a_row():
    text = "A person who is trafficked; trafficking of persons; persons in trafficking"
    assert marked(mark(text, ["traffick * person"])) == ["trafficking of persons"]
    assert marked(snippet("x " * 3000 + text, ["traffick * person"])) == ["trafficking of persons"]
    assert marked(mark("反对人口贩运法", ["人口 口贩 贩运"])) == ["人口贩运"]
