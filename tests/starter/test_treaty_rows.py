"""The treaty matrix holds what was read of states one by one: acts with their days, and states without a dated act.

`treaty_rows.csv` is the oracle, taken down from what was read: the day of an act, or the day for which a state was looked
up.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.http import QueryDict

from legislation.models import Treaty
from legislation.reports import TREATY_MATRIX

ROWS = list(csv.DictReader(Path(__file__).with_name("treaty_rows.csv").read_text().splitlines()))
BINDING = ("ratification", "accession", "acceptance", "approval", "succession")


@pytest.fixture
def matrix(db):
    """The rows of the report, by slug of the treaty and code of the member."""
    slugs = dict(Treaty.objects.values_list("title", "slug"))
    rows = TREATY_MATRIX.iter_rows(TREATY_MATRIX.bind_filters(QueryDict("")))
    return {(slugs[row["treaty"]], row["code"]): row for row in rows}


def told(row, what):
    """The part of a row of the matrix that a line of the oracle speaks of."""
    if what == "signature":
        return what, row["signed"]
    if what in BINDING:
        return row["action"].lower() if row["state"] in ("party", "party-undated") else row["state"], row["date"]
    state = row["state"].removesuffix("-undated")
    return state, row["date"] if state == "left" else row["as_of"]


def test_the_matrix_has_every_row_that_was_read(matrix):
    expected = {(row["treaty"], row["member"], row["what"], row["day"]) for row in ROWS}
    found = {
        (treaty, member, *told(matrix[treaty, member], what)) for treaty, member, what, _ in expected
    }  # fmt: skip
    assert expected - found == set()


def test_no_line_of_the_oracle_was_lost():
    assert Counter(row["what"] for row in ROWS) == {
        "accession": 21,
        "cannot-join": 21,
        "left": 2,
        "not-party": 30,
        "party": 14,
        "ratification": 148,
        "signature": 21,
        "signed": 1,
    }
