"""Bulk edit of one field for many records: the allowed operations, and the batch made from them."""

from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.relations import Links
from baliportal.catalogue.schema.scalars import InvalidValue, LapseDay, Slug

from .cells import value_of
from .errors import FileRefused
from .models import Batch, BatchLine
from .upload import CHUNK, MAX_ROWS

REPLACE, ADD, REMOVE = "replace", "add", "remove"
OPERATIONS = {ADD: "Add to what is there", REMOVE: "Remove from what is there", REPLACE: "Replace what is there by"}
# The operations as written in the title of a batch.
VERBS = {ADD: "add", REMOVE: "remove", REPLACE: "replace by"}


def begin_bulk_edit(queryset, *, schema, by):
    """Store the selected records as a batch that waits for its field. Raises FileRefused for more than `MAX_ROWS`."""
    pks = list(queryset.values_list("pk", flat=True)[: MAX_ROWS + 1])
    if len(pks) > MAX_ROWS:
        raise FileRefused(
            f"More than {MAX_ROWS:,} records are chosen. Filter the list and change them in several steps."
        )
    batch = Batch.objects.create(
        origin=Batch.Origin.BULK_EDIT, state=Batch.State.CHOOSING, schema_name=schema.name, who=by.get_username(),
        what=_count_text(schema, len(pks)), lines_read=len(pks),
    )  # fmt: skip
    for start in range(0, len(pks), CHUNK):
        ids = schema.model.objects.filter(pk__in=pks[start : start + CHUNK]).values_list("pk", "public_id")
        by_pk = dict(ids)
        BatchLine.objects.bulk_create(
            BatchLine(batch=batch, number=number, subject=by_pk[pk])
            for number, pk in enumerate(pks[start : start + CHUNK], start + 1)
            if pk in by_pk
        )
    return batch


def editable_fields(schema):
    """Fields that can have the same value in many records: all but the slug and the day of lapse."""
    return [field for field in schema.fields if not field.governed and not isinstance(field.type, Slug | LapseDay)]


def operations_of(field):
    """Operations on a field: every field can be replaced, lists can be added to and removed from."""
    return list(OPERATIONS) if isinstance(field.type, Links | NestedRows) else [REPLACE]


def choose_change(batch, *, field_name, operation, text):
    """Set the change of a batch and begin its preview. Raises InvalidValue for a wrong operation or value."""
    field = named(batch.schema_name).field(field_name)
    if operation not in operations_of(field):
        raise InvalidValue(f"“{field.label}” holds one value: it can only be replaced.")
    value = value_of(field, text, "")
    if operation != REPLACE and not value:
        raise InvalidValue("Say what is to be added or removed.")
    for reference in value if isinstance(field.type, Links) and operation != REMOVE else []:
        field.type.find(reference)
    batch.job = {"column": field_name, "act": operation, "value": value}
    batch.what = (
        f"{field.label}: {VERBS[operation]} “{text}” in {_count_text(named(batch.schema_name), batch.lines_read)}"[:300]
    )
    batch.state, batch.place = Batch.State.CHECKING, 0
    batch.save()


def _count_text(schema, number):
    meta = schema.model._meta
    return f"{number:,} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"
