"""to_record and apply_record are exact inverses, for every kind, in every script."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue import kinds
from baliportal.catalogue.kinds import all_schemas, schema_of
from baliportal.catalogue.models import Change, JournalHead
from baliportal.catalogue.schema.records import apply_record, records_by_pk, to_record, with_relations

from .record_strategies import records_of
from .strategies import WITH_DATABASE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_file")]
EVERY_FORM = pytest.mark.parametrize("name", [form.name for form in all_schemas()])


def content(record):
    """A record less what the workflow writes."""
    return {name: value for name, value in record.items() if name != "status"}


@EVERY_FORM
@WITH_DATABASE
@given(data=st.data())
def test_a_record_comes_back_from_what_it_was_applied_to(name, data):
    form = kinds.named(name)
    record = data.draw(records_of(form))
    with transaction.atomic():
        thing = apply_record(form.model(), record)
        assert content(to_record(thing)) == record
        assert content(to_record(form.model.objects.get(pk=thing.pk))) == record
        assert content(Change.objects.of(thing).get().record) == record
        before = JournalHead.current()
        apply_record(thing, to_record(thing))
        assert JournalHead.current() == before
        transaction.set_rollback(True)


@EVERY_FORM
@WITH_DATABASE
@given(data=st.data())
def test_a_second_record_replaces_the_first_completely_in_one_act(name, data):
    form = kinds.named(name)
    first, second = (data.draw(records_of(form)) | {"id": "first000"} for _ in range(2))
    with transaction.atomic():
        thing = apply_record(form.model(), first)
        again = apply_record(with_relations(form).get(pk=thing.pk), second)
        assert content(to_record(again)) == second
        assert Change.objects.of(thing).count() == (1 if second == first else 2)
        transaction.set_rollback(True)


@EVERY_FORM
def test_applying_a_record_of_the_starter_content_changes_nothing(name):
    form = kinds.named(name)
    head = JournalHead.current()
    for thing in with_relations(form)[:12]:
        version = getattr(thing, "version", 0)
        apply_record(thing, to_record(thing))
        thing.refresh_from_db()
        assert getattr(thing, "version", 0) == version
    assert JournalHead.current() == head


@EVERY_FORM
def test_all_records_of_a_table_are_read_in_a_fixed_number_of_queries(name, django_assert_max_num_queries):
    form = kinds.named(name)
    pks = list(form.model.objects.values_list("pk", flat=True))
    lookups = {look for column in form.fields for look in column.type.lookups(column.attribute)}
    with django_assert_max_num_queries(2 + 2 * len(lookups)):
        found = records_by_pk(form.model.journal_root(), pks)
    assert len(found) == len(pks)


def test_a_record_says_what_its_columns_say(law):
    assert list(to_record(law)) == schema_of(law).names


def test_columns_that_a_record_lacks_stay_as_they_are(law):
    apply_record(law, {"summary": "Only this"})
    law.refresh_from_db()
    assert (law.title, law.summary) == ("An Act to be tested", "Only this")


def test_governed_columns_are_passed_over(law):
    before = law.public_id
    apply_record(law, {"status": "published", "id": "00000000"})
    law.refresh_from_db()
    assert (law.status, law.public_id) == ("draft", before)


def test_a_record_read_through_the_bare_entry_is_that_of_its_kind(law):
    entry = law.entry_ptr
    assert to_record(entry) == to_record(law)
    apply_record(entry, {"number": "Act 670"})
    assert type(law).objects.get(pk=law.pk).number == "Act 670"


def test_line_ends_of_a_browser_do_not_make_a_second_act(law):
    law.summary = "one\r\ntwo"
    law.save()
    head = JournalHead.current()
    assert to_record(law)["summary"] == "one\ntwo"
    apply_record(law, to_record(law))
    assert JournalHead.current() == head
