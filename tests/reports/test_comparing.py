"""The row diff names every difference between two answers, and nothing else."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from baliportal.reports.row_diff import ADDED, CHANGED, REMOVED, compare

ROWS = st.lists(
    st.fixed_dictionaries({"key": st.sampled_from("abc"), "text": st.sampled_from("xyz"), "beside": st.integers()})
)
NAMES = ("key", "text")


def count_rows(rows):
    return Counter((row["key"], row["text"]) for row in rows)


@given(before=ROWS, after=ROWS)
def test_undoing_the_differences_gives_back_the_rows_before(before, after):
    differences = list(compare(before, after, ("key",), NAMES))
    rows = count_rows(after)
    rows.subtract(count_rows(difference.after for difference in differences if difference.after))
    rows.update(count_rows(difference.before for difference in differences if difference.before))
    assert +rows == count_rows(before)
    assert min(rows.values(), default=0) >= 0


@given(rows=ROWS)
def test_the_same_rows_in_another_order_are_the_same(rows):
    assert list(compare(rows, rows[::-1], ("key",), NAMES)) == []


@given(before=ROWS, after=ROWS)
def test_a_changed_row_says_which_columns_changed_and_keeps_its_key(before, after):
    for difference in compare(before, after, ("key",), NAMES):
        if difference.kind == CHANGED:
            assert difference.before["key"] == difference.after["key"]
            assert (
                difference.fields
                == tuple(name for name in NAMES if difference.before[name] != difference.after[name])
                != ()
            )
        else:
            assert (difference.kind == ADDED) == (difference.before is None)
            assert (difference.kind == REMOVED) == (difference.after is None)
