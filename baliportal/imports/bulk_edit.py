"""One change of one field for many records: what may be chosen, and the batch that comes of it."""

from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.relations import Links
from baliportal.catalogue.schema.scalars import InvalidValue, LapseDay, Slug

from .cells import value_of
from .errors import FileRefused
from .models import Batch, BatchLine
from .upload import CHUNK, MOST

REPLACE, ADD, REMOVE = "replace", "add", "remove"
ACTS = {ADD: "Add to what is there", REMOVE: "Remove from what is there", REPLACE: "Replace what is there by"}
DONE = {ADD: "add", REMOVE: "remove", REPLACE: "replace by"}  # what the batch is called by


def begin(queryset, *, form, by):
    """Keep which records were chosen, as a batch that waits for the field; FileRefused for too many."""
    pks = list(queryset.values_list("pk", flat=True)[: MOST + 1])
    if len(pks) > MOST:
        raise FileRefused(f"More than {MOST:,} records are chosen. Filter the list and change them in several steps.")
    batch = Batch.objects.create(
        origin=Batch.Origin.BULK_EDIT, state=Batch.State.CHOOSING, form=form.name, who=by.get_username(),
        what=_how_many(form, len(pks)), lines_read=len(pks),
    )  # fmt: skip
    for start in range(0, len(pks), CHUNK):
        ids = form.model.objects.filter(pk__in=pks[start : start + CHUNK]).values_list("pk", "public_id")
        by_pk = dict(ids)
        BatchLine.objects.bulk_create(
            BatchLine(batch=batch, number=number, subject=by_pk[pk])
            for number, pk in enumerate(pks[start : start + CHUNK], start + 1)
            if pk in by_pk
        )
    return batch


def columns_to_change(form):
    """The fields of which many records may get the same: not the address nor the lapse, which are each record's own."""
    return [column for column in form.fields if not column.governed and not isinstance(column.type, Slug | LapseDay)]


def acts_of(column):
    """What can be done to a field: something is added to a list or taken from it, anything can be replaced."""
    return list(ACTS) if isinstance(column.type, Links | NestedRows) else [REPLACE]


def choose(batch, *, column, act, text):
    """Say what is to be changed; raises InvalidValue in words when it cannot be."""
    chosen = named(batch.form).field(column)
    if act not in acts_of(chosen):
        raise InvalidValue(f"“{chosen.label}” holds one value: it can only be replaced.")
    value = value_of(chosen, text, "")
    if act != REPLACE and not value:
        raise InvalidValue("Say what is to be added or removed.")
    for each in value if isinstance(chosen.type, Links) and act != REMOVE else []:
        chosen.type.find(each)
    batch.job = {"column": column, "act": act, "value": value}
    batch.what = f"{chosen.label}: {DONE[act]} “{text}” in {_how_many(named(batch.form), batch.lines_read)}"[:300]
    batch.state, batch.place = Batch.State.CHECKING, 0
    batch.save()


def _how_many(form, number):
    meta = form.model._meta
    return f"{number:,} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"
