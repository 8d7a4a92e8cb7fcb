"""Preview of a batch: judges each row, in slices that may be interrupted at any moment.

Nothing is written but the verdicts. Every slice is a transaction that stores the last row it checked, so the next
request continues from there; two requests at once wait for each other.
"""

import time

from django.db import transaction
from django.db.models import Count

from baliportal.catalogue.addresses import slug_taken_notice
from baliportal.catalogue.kinds import label_of, named
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import check_record, to_record, with_relations

from .archives.preview import check_next_file
from .import_merge import base_records, merge_row
from .models import Batch, BatchLine, Verdict
from .permissions import write_refusal
from .row_patch import patch_reader
from .sheet import latest_change_numbers

SLICE = 100  # Rows checked in one transaction.
CHECK_SECONDS = 2.0  # Seconds that one request spends on checking.


def check_batch(batch, model_admin, request, seconds=CHECK_SECONDS):
    """Check rows for about `seconds`; returns the batch reloaded."""
    end = time.monotonic() + seconds
    check_next = check_next_file if batch.brings_files else check_slice
    while True:
        batch = check_next(batch.pk, model_admin, request)
        if batch.state != Batch.State.CHECKING or time.monotonic() > end:
            return batch


def check_slice(pk, model_admin, request):
    """Check the next rows of a batch in one transaction; returns the batch reloaded."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update(no_key=True).get(pk=pk)
        if batch.state == Batch.State.CHECKING:
            lines = list(batch.lines.filter(number__gt=batch.place).order_by("number")[:SLICE])
            Verdict.objects.bulk_create(_Slice(batch, lines, model_admin, request).verdicts())
            batch.place = lines[-1].number if lines else batch.place
            batch.state = Batch.State.CHECKING if len(lines) == SLICE else Batch.State.READY
            batch.save(update_fields=["place", "state"])
        return batch


def restart_check(batch):
    """Discard the preview and check the batch from its first row again."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if batch.state in (Batch.State.READY, Batch.State.CHECKING):
            batch.verdicts.all().delete()
            batch.place, batch.state = 0, Batch.State.CHECKING
            batch.save(update_fields=["place", "state"])


class _Slice:
    """Some rows of a batch, with the records, versions and changes needed to judge them fetched at once."""

    def __init__(self, batch, lines, model_admin, request):
        self.batch, self.lines, self.admin, self.request = batch, lines, model_admin, request
        self.schema, self.reader = named(batch.schema_name), patch_reader(batch)
        subjects = [line.subject for line in lines if line.subject]
        # Read before the records: a change after this moment is then noticed when the batch is written.
        self.seen = latest_change_numbers(subjects)
        self.records = {t.public_id: t for t in with_relations(self.schema).filter(public_id__in=subjects)}
        self.present = {subject: to_record(record) for subject, record in self.records.items()}
        self.duplicate_rows = _rows_with_same_id(batch, subjects)
        self.addresses = set(batch.verdicts.exclude(address="").values_list("address", flat=True))
        self.gone = {c.subject: c for c in Change.objects.latest_of([s for s in subjects if s not in self.records])}

    def verdicts(self):
        patches = {line.number: self.reader.read(line, self.present.get(line.subject)) for line in self._readable()}
        self.bases = base_records({(line.subject, patches[line.number].version) for line in self._readable()
                            if line.subject and patches[line.number].version})  # fmt: skip
        return [self._judge_row(line, patches.get(line.number)) for line in self.lines]

    def _readable(self):
        return [line for line in self.lines if not line.subject or line.subject in self.records]

    def _judge_row(self, line, patch):
        verdict = Verdict(batch=self.batch, line=line.number, subject=line.subject)
        record = self.records.get(line.subject)
        verdict.title = str(record or (patch and patch.values.get("title", "")) or "")[:500]
        wrong = self._row_error(line, patch)
        if wrong:
            return verdict.refuse([("id", wrong)])
        verdict.notes = patch.notes
        return self._judge_existing(verdict, record, patch) if line.subject else self._judge_new(verdict, patch)

    def _row_error(self, line, patch):
        """Error of a row that cannot be matched to one record, or ""."""
        if line.subject and line.subject not in self.records:
            return self._unknown_id_message(line.subject)
        if line.subject in self.duplicate_rows:
            return f"The id stands in rows {self.duplicate_rows[line.subject]}: each record may stand there once."
        if not line.subject and patch.version:
            return "The row has a version but no id: put its id back, or empty its version to add a new record."
        return ""

    def _unknown_id_message(self, subject):
        gone = self.gone.get(subject)
        if gone is None:
            return f"There is no record with the id “{subject}”. Leave the id empty to add a new record."
        if gone.verb == Change.Verb.DELETED:
            return f"“{gone.title}” was deleted on {gone.at:%Y-%m-%d}. Bring it back from the journal first."
        return f"The id “{subject}” is that of a {label_of(gone.kind)}: “{gone.title}”."

    def _judge_existing(self, verdict, record, patch):
        verdict.seen = self.seen.get(verdict.subject)
        present, base = self.present[verdict.subject], self._base(verdict.subject, patch)
        if patch.errors:
            return verdict.refuse(patch.errors)
        merge = merge_row(patch.values, present, base)
        if not merge.values:
            verdict.outcome = Verdict.Outcome.UNCHANGED
            return verdict
        reason = write_refusal(self.admin, self.request, record)
        if reason:
            return verdict.refuse([("", reason)])
        verdict.fields = [
            self._field_diff(name, value, present, merge.conflicts) for name, value in merge.values.items()
        ]
        outcome = Verdict.Outcome.CONFLICT if merge.conflicts else Verdict.Outcome.CHANGED
        return self._validated(verdict, record, merge.values, outcome)

    def _base(self, subject, patch):
        if not patch.version:
            return None
        base = self.bases.get((subject, patch.version))
        if base is None:
            patch.errors.append(("version", f"{patch.version} is no version of this record. Export it again."))
        return base

    def _judge_new(self, verdict, patch):
        reason = write_refusal(self.admin, self.request, None)
        if patch.errors or reason:
            return verdict.refuse(patch.errors or [("", reason)])
        verdict.fields = [self._field_diff(name, value, {}, {}) for name, value in patch.values.items()]
        return self._validated(verdict, self.schema.model(), patch.values, Verdict.Outcome.ADDED)

    def _validated(self, verdict, record, values, outcome):
        errors = check_record(record, values)
        if errors:
            return verdict.refuse([(self.reader.place_of(name), words) for name, words in errors.items()])
        verdict.outcome, verdict.values = outcome, values
        verdict.chosen = outcome != Verdict.Outcome.CONFLICT
        if values.get("slug"):
            self._assign_slug(verdict, record)
        return verdict

    def _assign_slug(self, verdict, record):
        """Replace the requested slug of a row by the one it will get, which no other row of the batch has.

        Validation has saved `record` and rolled back, so its slug is free except for the other rows of the file.
        """
        wanted, record.slug = verdict.values["slug"], verdict.values["slug"]
        record.slug = record.free_slug(taken=self.addresses)
        self.addresses.add(record.slug)
        verdict.address = record.slug
        if notice := slug_taken_notice(record, wanted):
            verdict.values = verdict.values | {"slug": record.slug}
            verdict.notes = [*verdict.notes, notice]
            for field in verdict.fields:
                if field["name"] == "slug":
                    field["after"] = record.slug

    def _field_diff(self, name, value, present, conflicts):
        column = self.schema.field(name)
        diff = {"name": name, "label": column.label, "after": column.type.format(value)}
        diff["before"] = column.type.format(present[name]) if name in present else ""
        return diff | ({"taken_out": column.type.format(conflicts[name])} if name in conflicts else {})


def _rows_with_same_id(batch, subjects):
    """{id: row numbers as text} of the ids among `subjects` that several rows of the batch have."""
    rows = BatchLine.objects.filter(batch=batch, subject__in=subjects)
    repeated = rows.order_by().values("subject").annotate(times=Count("pk")).filter(times__gt=1).values_list("subject")
    numbers_by_subject = {}
    for subject, number in rows.filter(subject__in=repeated).order_by("number").values_list("subject", "number"):
        numbers_by_subject.setdefault(subject, []).append(str(number))
    return {subject: ", ".join(numbers[:5]) for subject, numbers in numbers_by_subject.items()}
