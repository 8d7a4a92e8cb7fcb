"""Out to a spreadsheet and back unchanged is nothing, in every script, delimiter and encoding; an edit arrives exactly."""

import io

import openpyxl
import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baliportal.catalogue import kinds
from baliportal.catalogue.kinds import all_schemas, named
from baliportal.catalogue.models import Change, JournalHead
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.exports.formats.formulas import neutralise
from baliportal.exports.formats.xlsx_format import decode_cell
from legislation.models import Law

from ..catalogue.record_strategies import records_of
from ..catalogue.strategies import WITH_DATABASE, texts
from ..editorial.desk_work import (
    brought,
    edited,
    edited_workbook,
    errors_of,
    fields_of,
    outcomes,
    saved,
    table_of,
    taken_out,
    written,
)
from ..files.storing import file_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_file")]
EVERY_FORM = pytest.mark.parametrize("name", [form.name for form in all_schemas()])
DELIMITERS = st.sampled_from([",", ";", "\t"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=x",
    "''=x",
    "\t=x",
    " =x",
    "＝1",
    "'tis",
    "'",
    "''",
    "_x0041_",
    "_x005F_",
]


@pytest.fixture
def stored_file(db):
    from resources.models import Resource

    resource = Resource.objects.create(title="A guide with a file")
    return file_of(resource, language="en")


def encodable(table, encoding):
    try:
        saved(table, encoding=encoding)
    except UnicodeEncodeError:
        return False
    return True


@EVERY_FORM
@settings(WITH_DATABASE, max_examples=6)
@given(data=st.data())
def test_an_unchanged_export_imports_as_no_change(name, data, admin_user):
    form = kinds.named(name)
    records = data.draw(st.lists(records_of(form), min_size=1, max_size=1))
    delimiter, encoding = data.draw(DELIMITERS), data.draw(ENCODINGS)
    with transaction.atomic():
        instances = [apply_record(form.model(), record) for record in records]
        head = JournalHead.current()
        content = taken_out(name, [instance.pk for instance in instances])
        if encodable(table_of(content), encoding):
            content = saved(table_of(content), delimiter, encoding)
        for file, suffix in ((content, "csv"), (taken_out(name, [t.pk for t in instances], "xlsx"), "xlsx")):
            batch = brought(name, file, admin_user, f"file.{suffix}")
            assert (outcomes(batch), errors_of(batch)) == ({"unchanged": len(instances)}, {}), fields_of(batch)
            assert not batch.verdicts.exclude(notes=[]).exists()
        assert JournalHead.current() == head
        transaction.set_rollback(True)


@WITH_DATABASE
@given(text=texts(max_size=120, min_size=1), formula=st.sampled_from(FORMULAS), delimiter=DELIMITERS)
@example(text="007", formula="=1+1", delimiter=";")
@example(text="\n", formula="-1", delimiter=",")
@example(text="a\r\nb", formula="+1", delimiter="\t")
def test_an_edit_arrives_exactly_and_nothing_else_changes(text, formula, delimiter, admin_user):
    with transaction.atomic():
        law = Law.objects.create(title="An Act", summary=formula)
        before = to_record(law)
        content = edited(taken_out("law", [law.pk]), {(0, "doubt"): neutralise(text)})
        batch = brought("law", saved(table_of(content), delimiter), admin_user)
        meant = text.replace("\r\n", "\n").replace("\r", "\n")
        assert fields_of(batch) == {(2, "doubt"): ("", meant)}, errors_of(batch)
        assert written(batch, admin_user) == 1
        assert to_record(Law.objects.get(pk=law.pk)) == before | {"doubt": meant}
        transaction.set_rollback(True)


@pytest.mark.parametrize("text", ["007", "=1+1", "'=1", "a\nb", " x ", "การค้ามนุษย์", "_x0041_", "2007-08", "-"])
def test_a_cell_edited_in_a_workbook_arrives_exactly(text, admin_user):
    law = Law.objects.create(title="An Act")
    content = taken_out("law", [law.pk], "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    names = [cell.value for cell in book.active[1]]
    cell = book.active.cell(2, names.index("doubt") + 1)
    cell.value, cell.data_type = text, "s"
    page = io.BytesIO()
    book.save(page)
    batch = brought("law", page.getvalue(), admin_user, "laws.xlsx")
    assert fields_of(batch) == {(2, "doubt"): ("", decode_cell(text))}, errors_of(batch)


@WITH_DATABASE
@given(records=st.data())
def test_a_record_added_from_an_export_equals_the_exported_one(records, admin_user):
    """A whole record, in every column, goes through both formats as a new one."""
    ambiguous = {"1900", "1900-01", "1900-01-01"}  # which a file may not bring: it is Excel's empty date
    record = records.draw(records_of(named("law")).filter(lambda made: not ambiguous & set(map(str, made.values()))))
    with transaction.atomic():
        law = apply_record(Law(), record)
        for suffix in ("csv", "xlsx"):
            content = taken_out("law", [law.pk], suffix)
            changes = {(0, "id"): "", (0, "version"): "", (0, "slug"): f"another-{suffix}"}
            content = edited(content, changes) if suffix == "csv" else edited_workbook(content, changes)
            batch = brought("law", content, admin_user, f"file.{suffix}")
            assert outcomes(batch) == {"added": 1}, errors_of(batch)
            written(batch, admin_user)
            added = Law.objects.get(slug=f"another-{suffix}")
            alike = to_record(law) | {"id": added.public_id, "slug": added.slug}
            assert to_record(added) == alike
            assert added.status == "draft"
        transaction.set_rollback(True)


def test_an_export_of_the_whole_starter_content_imports_as_no_change(admin_user):
    head = JournalHead.current()
    for form in all_schemas():
        pks = list(form.model.objects.values_list("pk", flat=True)[:60])
        if not pks:
            continue
        batch = brought(form.name, taken_out(form.name, pks, "xlsx"), admin_user, "a.xlsx")
        assert outcomes(batch) == {"unchanged": len(pks)}, (form.name, errors_of(batch))
    assert JournalHead.current() == head
    assert Change.objects.filter(route="import").count() == 0
