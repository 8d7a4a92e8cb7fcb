"""A portal starts after any crash, and its index equals its database: a few kills of each kind.

The long series are `make faults`.
"""

import pytest

from ..faults import runs
from ..faults.interposer import compiler


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_processes_killed_at_random_moments_leave_a_portal_that_starts(database):
    series = runs.random_kills(database, 5)
    if series is None:
        pytest.skip("PostgreSQL is not installed")
    assert (series["kills"], series["wrong"]) == (5, [])


def test_a_file_may_be_killed_at_each_stage_of_taking_in_and_reading():
    series = runs.file_stages("sqlite", 1, together=20)
    assert (series["kills"], series["wrong"]) == (21, [])


@pytest.mark.skipif(compiler() is None, reason="there is no C compiler")
@pytest.mark.parametrize(("act", "every"), [("commit", 9), ("commits that merge", 150), ("rebuild", 150)])
def test_a_write_to_the_index_may_end_at_any_file_operation(act, every):
    series = runs.each_operation(act, every, first=4)
    assert series["kills"] > 1
    assert series["wrong"] == []
