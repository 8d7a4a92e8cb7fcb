"""The rows that belong to an entry stand in one cell, a line each, and read back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, InvalidValue, Number, Text

from .strategies import partial_dates, texts


def column(name, kind):
    return SchemaField(name, name, kind, "")


ROWS = NestedRows(
    fields=(column("text", Text()), column("date", Date()), column("number", Number()), column("note", Text()))
)
a_row = st.fixed_dictionaries({
    "text": texts(), "date": partial_dates().map(str) | st.just(""), "number": st.integers(0, 99) | st.none(),
    "note": texts(),
}).filter(lambda row: any(row.values()))  # fmt: skip
some_rows = st.lists(a_row, max_size=4).map(ROWS.clean)


def row(text="", date="", number=None, note=""):
    return {"text": text, "date": date, "number": number, "note": note}


@given(some_rows)
def test_a_cell_of_rows_reads_back_as_the_rows_that_were_written(rows):
    assert ROWS.parse(ROWS.format(rows)) == rows


@given(some_rows)
def test_a_row_is_one_line_with_every_cell_between_bars(rows):
    lines = ROWS.format(rows).split("\n") if rows else []
    assert len(lines) == len(rows)
    assert ROWS.clean([ROWS.parse(line)[0] for line in lines]) == rows


@given(some_rows, st.randoms())
def test_rows_have_one_order_and_stand_once(rows, chance):
    again = [*rows, *rows]
    chance.shuffle(again)
    assert ROWS.clean(again) == rows


@pytest.mark.parametrize(
    ("cell", "rows"),
    [
        ("AU | 2005", [row("AU", "2005")]), ("AU|2005||x", [row("AU", "2005", note="x")]),
        ("AU", [row("AU")]), ("\n  \nAU\r\n", [row("AU")]), (r"a\|b | | | c\\d\ne", [row("a|b", note="c\\d\ne")]),
        ("C:\\", [row("C:\\")]), (r"C:\dir", [row(r"C:\dir")]), ("", []),
    ],
)  # fmt: skip
def test_a_cell_written_by_hand_is_read_kindly(cell, rows):
    assert ROWS.parse(cell) == rows


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("a | 2005 | 1 | b | c", "has 5 parts; there are only 4"),
        ("a | soon", "date: “soon” is not a date"),
        ("a | 2005 | many", "number: “many” is not a whole number"),
        (" | ", "has an empty row"),
    ],
)
def test_a_wrong_row_is_refused_in_words(cell, words):
    with pytest.raises(InvalidValue, match=words):
        ROWS.parse(cell)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a | 2005", "must be a list of rows"), (["a"], "must be a list of rows"),
        ([{"text": "a", "colour": "red"}], "unknown parts: colour"), ([{}], "has an empty row"),
        ([{"text": 5}], "text: must be text"), ([{"text": "a", "number": "1"}], "number: “1” is not a whole number"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_rows_is_refused_in_words(value, words):
    with pytest.raises(InvalidValue, match=words):
        ROWS.clean(value)


def test_a_part_that_is_left_out_is_empty():
    assert ROWS.clean([{"note": "x"}]) == [row(note="x")]
