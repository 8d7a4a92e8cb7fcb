"""What is said to be different between two answers is all that is different."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from baliportal.reports.row_diff import ADDED, CHANGED, REMOVED, compare

ROWS = st.lists(
    st.fixed_dictionaries({"key": st.sampled_from("abc"), "text": st.sampled_from("xyz"), "beside": st.integers()})
)
NAMES = ("key", "text")


def counted(rows):
    return Counter((row["key"], row["text"]) for row in rows)


@given(before=ROWS, after=ROWS)
def test_undoing_the_differences_gives_back_what_was(before, after):
    found = list(compare(before, after, ("key",), NAMES))
    then = counted(after)
    then.subtract(counted(each.after for each in found if each.after))
    then.update(counted(each.before for each in found if each.before))
    assert +then == counted(before)
    assert min(then.values(), default=0) >= 0


@given(rows=ROWS)
def test_the_same_rows_in_another_order_are_the_same(rows):
    assert list(compare(rows, rows[::-1], ("key",), NAMES)) == []


@given(before=ROWS, after=ROWS)
def test_a_changed_row_says_which_columns_changed_and_keeps_its_key(before, after):
    for each in compare(before, after, ("key",), NAMES):
        if each.what == CHANGED:
            assert each.before["key"] == each.after["key"]
            assert each.fields == tuple(name for name in NAMES if each.before[name] != each.after[name]) != ()
        else:
            assert (each.what == ADDED) == (each.before is None)
            assert (each.what == REMOVED) == (each.after is None)
