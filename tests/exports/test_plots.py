"""A plot shows the numbers it was given, all of them, at their length, in its drawing and in its table."""

import re
from types import SimpleNamespace

from django.template.loader import render_to_string
from hypothesis import assume, given
from hypothesis import strategies as st

from baliportal.exports.plots import Bars, Columns, Mark, Matrix
from baliportal.exports.plots.bars import MAX_BARS
from baliportal.exports.plots.columns import MAX_COLUMNS, NO_YEAR
from baliportal.exports.plots.grid import MAX_PARTS, OTHERS
from baliportal.exports.plots.matrix import MAX_COLUMNS as MAX_MATRIX_COLUMNS
from baliportal.exports.plots.matrix import MAX_ROWS
from baliportal.exports.plots.scale import MAX_STEPS, round_step

years = st.one_of(st.just(""), st.integers(1, 9999).map("{:04d}".format), st.integers(1990, 2030).map(str))
names = st.text("abcdefghijklmn<&\"'กم", min_size=1, max_size=3)
numbers = st.integers(1, 10**6)
over_time = st.lists(st.tuples(years, names, numbers), max_size=60)
named = st.lists(st.tuples(names, names, numbers), max_size=80)


def drawn(plot, points):
    return plot("A plot", "things", lambda filters: points).draw(SimpleNamespace())


@given(over_time)
def test_columns_hold_every_number_once_in_the_drawing_or_as_undated(points):
    plot = drawn(Columns, points)
    assume(plot)
    in_table = [(name, line[: len(plot.grid.parts)]) for name, line in plot.rows]
    assert sum(sum(line) for _, line in in_table) == sum(number for _, _, number in points)
    in_drawing = [int(piece["words"].rpartition(": ")[2].replace(",", "")) for piece in plot.columns]
    dated = [number for name, line in in_table if name != NO_YEAR for number in line if number]
    assert sorted(in_drawing) == sorted(dated)
    assert sum(in_drawing) + plot.undated == sum(number for _, _, number in points)
    assert len(plot.periods) <= MAX_COLUMNS + 1


@given(over_time)
def test_a_pieces_height_is_its_number_and_pieces_stand_on_each_other(points):
    plot = drawn(Columns, points)
    assume(plot)
    for piece in plot.columns:
        number = int(piece["words"].rpartition(": ")[2].replace(",", ""))
        whole = plot.scale.bottom - plot.scale.top
        assert abs(share(piece["height"]) - whole * number / plot.scale.end) <= 0.011
        assert plot.scale.top - 0.01 <= share(piece["y"])
        assert share(piece["y"]) + share(piece["height"]) <= plot.scale.bottom + 0.02
        assert share(piece["x"]) + share(piece["width"]) <= 100.02


@given(st.integers(1, 10**9))
def test_a_scale_is_round_and_just_high_enough(highest):
    step = round_step(highest)
    assert re.fullmatch("[125]0*", str(step))
    assert highest <= step * MAX_STEPS


@given(named)
def test_few_parts_stay_and_the_rest_are_added_up(points):
    plot = drawn(Bars, points)
    assume(plot)
    parts = plot.grid.parts
    assert len(parts) <= MAX_PARTS
    assert sum(plot.grid.part_total(part) for part in parts) == sum(number for _, _, number in points)
    assert OTHERS in parts or {part for _, part, _ in points} == set(parts)


@given(named)
def test_bars_are_as_long_as_their_numbers_beside_the_longest(points):
    plot = drawn(Bars, points)
    assume(plot)
    assert plot.left_out + len(list(plot.rows)) == len({name for name, _, _ in points})
    assert len(list(plot.rows)) <= MAX_BARS
    for row in plot.rows:
        long = sum(share(piece["width"]) for piece in row["pieces"])
        assert abs(long - 100 * sum(row["numbers"]) / plot.longest) < 0.1


@given(st.lists(st.tuples(st.integers(0, 90).map(str), st.integers(0, 60).map(str), numbers), max_size=200))
def test_a_matrix_adds_up_what_is_in_one_cell_and_says_what_it_leaves_out(points):
    plot = drawn(Matrix, points)
    assume(plot)
    rows = list(plot.rows)
    assert len(rows) <= MAX_ROWS
    assert len(plot.columns) <= MAX_MATRIX_COLUMNS
    assert plot.left_out == len({p[0] for p in points}) - len(rows) + len({p[1] for p in points}) - len(plot.columns)
    for name, marks in rows:
        for column, mark in zip(plot.columns, marks, strict=True):
            expected = sum(number for row, other, number in points if (row, other) == (name, column))
            assert mark.text == (f"{expected:,}" if expected else "")


@given(named)
def test_names_cannot_break_out_of_the_page(points):
    for plot in (Bars, Matrix):
        made = drawn(plot, points)
        assume(made)
        page = render_to_string(plot.template, {"plot": made})
        assert not re.search(
            r"<(?!/?(figure|figcaption|h2|ul|li|svg|rect|div|table|thead|tbody|tr|th|td|span|bdi|p)\b)", page
        )


def test_a_mark_says_in_words_what_its_letter_means():
    points = [("Fiji", "UNTOC", Mark("R", "Ratification 2017", "joined"))]
    page = render_to_string(Matrix.template, {"plot": drawn(Matrix, points)})
    assert '<span aria-hidden="true">R</span><span class="visually-hidden">Ratification 2017</span>' in page


def large(words, explained):
    """A matrix of more cells than say their words, in which all marks are the same but one."""
    points = [(f"Row {n}", f"Column {n % 20}", Mark("?", "Nobody looked", "not-checked", True)) for n in range(15)]
    points += [("Row 3", f"Column {n}", Mark("?", "Nobody looked", "not-checked", True)) for n in range(20)]
    points.append(("Row 1", "Column 7", Mark("2", words, "recorded", explained)))
    urls = {"Row 0": "/reports/a/?country=AA"}
    plot = Matrix("A plot", "things", lambda filters: points, row_urls=lambda filters: urls, names_empty_rows=True)
    return render_to_string(Matrix.template, {"plot": plot.draw(SimpleNamespace())})


def test_a_large_matrix_says_in_words_what_its_legend_does_not(monkeypatch):
    monkeypatch.setattr("baliportal.exports.plots.matrix.MAX_WORDED_CELLS", 0)
    assert "Nobody looked" not in large("Two, seen by Ana", explained=False)
    assert "Two, seen by Ana" in large("Two, seen by Ana", explained=False)
    assert "Two, seen by Ana" not in large("Two, seen by Ana", explained=True)
    assert "Ana" not in large("Two, seen by Ana " * 1000, explained=False)


def test_rows_without_anything_are_named_below_the_matrix_with_their_address():
    page = large("Two", explained=False)
    assert page.count("<tr>") == 2  # the heads and the row with something
    assert '<a href="/reports/a/?country=AA"><bdi>Row 0</bdi></a>' in page
    assert "Nothing is recorded of" in page


def test_of_nothing_there_is_no_plot():
    assert [drawn(plot, []) for plot in (Columns, Bars, Matrix)] == [None, None, None]
    assert drawn(Columns, [("", "Act", 3)]) is None


def share(percent):
    return float(percent.removesuffix("%"))
