"""The journal is nobody's to change or erase: Python refuses, and so does the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from baliportal.catalogue.models import Change, JournalHead
from tests.append_only import put_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def guarded():
    """The triggers, which the suite takes away on SQLite to be able to empty tables."""
    put_back(connection, "catalogue_change")


def test_python_refuses_to_change_a_row():
    change = Change.objects.first()
    change.who = "nobody"
    for act in (
        change.save,
        lambda: Change.objects.create(number=10**6, who="forger"),
        lambda: Change.objects.update(who="nobody"),
        lambda: Change.objects.bulk_update([change], ["who"]),
    ):
        with pytest.raises(TypeError, match=r"append-only|never one by one"), transaction.atomic():
            act()
    assert not Change.objects.filter(who__in=["nobody", "forger"]).exists()


def test_python_refuses_to_erase_a_row():
    count = Change.objects.count()
    for act in (Change.objects.first().delete, Change.objects.all().delete, Change.objects.none().delete):
        with pytest.raises(TypeError, match="append-only"):
            act()
    assert Change.objects.count() == count


@pytest.mark.parametrize("statement", ["UPDATE catalogue_change SET who = 'nobody'", "DELETE FROM catalogue_change"])
@pytest.mark.usefixtures("guarded")
def test_the_database_refuses_by_itself(statement):
    refused = pytest.raises(DatabaseError, match="the journal is append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{statement} WHERE number = 1")
    assert Change.objects.get(number=1).who == "starter"


@pytest.mark.usefixtures("guarded")
def test_the_database_still_takes_new_rows(law):
    assert Change.objects.of(law).get().number == JournalHead.current()


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_are_positive_in_the_database_too(number):
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.bulk_create([Change(number=number, at="2026-01-31T00:00Z", who="x", kind="law", record={})])


def test_there_is_one_head_of_the_journal():
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalHead.objects.create(pk=2)
