"""New records of an import are made before its transaction, and written as if each had been made inside it."""

import pytest

from baliportal.catalogue import journal
from baliportal.imports import prepared_rows
from legislation.models import Law

from ..editorial.desk_work import brought, edited, outcomes, saved, written

pytestmark = pytest.mark.django_db
TABLE = [
    ["title", "topics", "countries"],
    ["An Act of the batch", "extradition", "MY"],
    ["An Act of the batch", "extradition; trafficking-in-persons", ""],
    ["Another Act", "", "MY; TH"],
]


@pytest.fixture
def prepared(monkeypatch):
    """How many records were made, and True where one was made inside a recording."""
    seen = []
    prepare = prepared_rows.prepare_record
    monkeypatch.setattr(
        prepared_rows, "prepare_record", lambda *args: seen.append(journal._current.get() is not None) or prepare(*args)
    )
    return seen


@pytest.mark.parametrize("most", [0, 1, 10_000])
def test_rows_made_before_the_transaction_or_inside_it_become_the_same_records(putri, prepared, monkeypatch, most):
    monkeypatch.setattr(prepared_rows, "MAX_PREPARED", most)
    batch = brought("law", saved(TABLE), putri)
    assert outcomes(batch) == {"added": 3}
    assert written(batch, putri) == 3
    assert prepared == [False] * min(most, 3)
    laws = Law.objects.filter(title__in=["An Act of the batch", "Another Act"]).order_by("pk")
    assert [(law.slug, sorted(topic.slug for topic in law.topics.all())) for law in laws] == [
        ("an-act-of-the-batch", ["extradition"]),
        ("an-act-of-the-batch-2", ["extradition", "trafficking-in-persons"]),
        ("another-act", []),
    ]
    assert [sorted(country.code for country in law.countries.all()) for law in laws] == [["MY"], [], ["MY", "TH"]]


def test_a_batch_that_changes_records_is_made_inside_its_transaction(laws, file, putri, prepared):
    batch = brought(
        "law", edited(file, {(0, "title"): "New", (1, "id"): "", (1, "version"): "", (1, "slug"): ""}), putri
    )
    assert written(batch, putri) == 2
    assert prepared == []
