"""Preview of an archive, file by file: what would be added to which record, what is there already, what is refused.

Each file is checked, scrubbed and stored before the transaction that keeps its verdict, so that nobody else waits for
it. Bytes that are never written to a record are deleted by housekeeping.
"""

import difflib

from django.db import transaction
from django.template.defaultfilters import filesizeformat

from baliportal.catalogue.schema.scalars import InvalidValue
from baliportal.files.archived import lacks_licence
from baliportal.files.attaching import NO_RECORD, CannotAttach, entry_at, file_with_bytes
from baliportal.files.near_duplicates import near_duplicates
from baliportal.files.safety.errors import FileRefused as BytesRefused
from baliportal.files.safety.media_types import label_of
from baliportal.files.uploads import accept

from ..batch_records import newest_numbers
from ..cells import KeepPresentValue, value_of
from ..errors import FileRefused
from ..models import Batch, Verdict
from ..permissions import write_refusal
from .checked_files import checked_before, remembered
from .columns import CHANGEABLE, DESCRIPTION, FILE_LIST, rows_of
from .zip_archive import open_archive, path_named


def check_next_file(pk, model_admin, request):
    """Check the next row of a batch; returns the batch reloaded. Of two requests at once one has worked for nothing."""
    batch = Batch.objects.get(pk=pk)
    line = batch.lines.filter(number__gt=batch.place).order_by("number").first()
    is_due = batch.state == Batch.State.CHECKING and line is not None
    verdict = _Row(batch, line, model_admin, request).verdict() if is_due else None
    with transaction.atomic():
        place, batch = batch.place, Batch.objects.select_for_update(no_key=True).get(pk=pk)
        if batch.state != Batch.State.CHECKING or batch.place != place:
            return batch
        if verdict is None:
            batch.state = Batch.State.READY
        else:
            batch.place = line.number
            verdict.save()
        batch.save(update_fields=["place", "state"])
    return batch


class RowRefused(ValueError):
    """The row cannot be written; `errors` are pairs of a column and what is wrong there."""

    def __init__(self, *errors):
        self.errors = errors
        super().__init__(errors)


class _Row:
    """One row of the list: reads its cells, finds its record, checks its file."""

    def __init__(self, batch, line, model_admin, request):
        self.batch, self.line, self.admin, self.request = batch, line, model_admin, request
        self.cells = dict(zip(batch.job["columns"], line.cells, strict=False))
        self.surplus = line.cells[len(batch.job["columns"]) :]

    def verdict(self):
        verdict, cell = Verdict(batch=self.batch, line=self.line.number), self.cells["path"]
        path = cell.strip() if isinstance(cell, str) else ""
        try:
            self._judge(verdict)
        except RowRefused as problem:
            verdict.refuse((", ".join(filter(None, [path, name])), words) for name, words in problem.errors)
        except (FileRefused, BytesRefused) as problem:
            verdict.refuse([(path, str(problem))])
        return verdict

    def _judge(self, verdict):
        entry = self._entry()
        verdict.subject, verdict.title = entry.public_id, entry.title[:500]
        verdict.seen = newest_numbers(self.batch, [entry.public_id]).get(entry.public_id)
        reason = write_refusal(self.admin, self.request, entry)
        if reason:
            raise RowRefused(("record", reason))
        description = self._description(entry)
        accepted = self._accepted(description["as_uploaded"])
        self._refuse_second(entry, accepted)
        present = file_with_bytes(entry, accepted.sha256)
        if present:
            self._compare(verdict, present, description)
        else:
            self._fill(verdict, entry, accepted, description)

    def _entry(self):
        """The record of the row. One that the person may not see is told of in the same words as none."""
        address = self._text("record")
        try:
            entry = entry_at(address).specific
        except CannotAttach as problem:
            raise RowRefused(("record", str(problem))) from problem
        if not self.admin.has_view_or_change_permission(self.request, entry):
            raise RowRefused(("record", NO_RECORD.format(address)))
        return entry

    def _text(self, name):
        cell = self.cells.get(name, "")
        if isinstance(cell, dict):
            raise RowRefused((name, cell["wrong"]))
        if not cell.strip():
            raise RowRefused((name, "is empty."))
        return cell.strip()

    def _description(self, entry):
        """{column: value} of what the row says of its file. Raises RowRefused naming every cell that is wrong."""
        rows = rows_of(entry)
        if rows is None:
            raise RowRefused(("record", "Records of this kind have no files."))
        values, errors = {}, [("", cell["wrong"]) for cell in self.surplus]
        for name in DESCRIPTION:
            cell = self.cells.get(name, "")
            try:
                values[name] = value_of(rows.field(name), cell.strip() if isinstance(cell, str) else cell, "")
            except (InvalidValue, KeepPresentValue) as problem:
                errors.append((name, str(problem) or "holds no text."))
        if errors:
            raise RowRefused(*errors)
        return values

    def _accepted(self, as_uploaded):
        """The stored bytes of the file that the row names; those of an earlier check where they are still kept."""
        cell = self._text("path")
        checked = checked_before(self.batch, cell, as_uploaded=as_uploaded)
        if checked is None:
            checked = self._check(cell, as_uploaded)
            self.line.accepted = remembered(checked, cell, as_uploaded=as_uploaded)
            self.line.save(update_fields=["accepted"])
        return checked

    def _check(self, cell, as_uploaded):
        with open_archive(self.batch.job["archive"]) as archive:
            path = path_named(cell, self.batch.job["folder"], archive.paths)
            if path is None:
                near = difflib.get_close_matches(cell, archive.paths, 1, 0.6)
                hint = f" Did you mean “{near[0]}”?" if near else ""
                raise RowRefused(("path", f"There is no such file in the ZIP.{hint}"))
            with archive.open(path) as content:
                return accept(content, path.rpartition("/")[2], unscrubbed=as_uploaded)

    def _refuse_second(self, entry, accepted):
        same = self.batch.verdicts.filter(subject=entry.public_id, values__sha256=accepted.sha256).first()
        if same:
            raise RowRefused(("path", f"The file is the same, for the same record, as that of row {same.line}."))

    def _compare(self, verdict, present, description):
        """Judge a row whose file the record has: what its filled cells say otherwise would be changed."""
        changes = {name: description[name] for name in CHANGEABLE
                   if self.cells.get(name, "").strip() and description[name] != getattr(present, name)}  # fmt: skip
        verdict.notes = [f"The record has this file already, as “{present}”."]
        verdict.outcome, verdict.chosen = Verdict.Outcome.UNCHANGED, bool(changes)
        if not changes:
            return
        now = {name: getattr(present, name) for name in CHANGEABLE}
        if fault := lacks_licence(present, **{name: (now | changes)[name] for name in ("visibility", "licence")}):
            raise RowRefused(("licence", fault))
        verdict.outcome = Verdict.Outcome.CHANGED
        before = {name: now[name] for name in changes}
        verdict.values = {**changes, "sha256": present.sha256, "name": present.name, "before": before}
        verdict.fields = [_described(present.entry, name, text, before[name]) for name, text in changes.items()]

    def _fill(self, verdict, entry, accepted, description):
        verdict.outcome, verdict.chosen = Verdict.Outcome.ADDED, True
        verdict.values = {**description, "sha256": accepted.sha256, "original": accepted.original,
                          "size": accepted.size, "name": accepted.name, "media_type": accepted.media_type}  # fmt: skip
        size = f"{accepted.name}, {label_of(accepted.media_type)}, {filesizeformat(accepted.size)}"
        verdict.fields = [_shown("File", size), *(_described(entry, name, text) for name, text in description.items())]
        if accepted.removed:
            verdict.notes = [f"Removed from the public copy: {', '.join(accepted.removed)}."]
        near = near_duplicates(accepted, entry=entry, user=self.request.user)
        verdict.notes += [{"words": each.beginning, "title": each.title, "url": each.url} for each in near]


def _described(entry, name, value, before=""):
    """One line of the table of a row: a column of the list, a value of a closed list by its label."""
    of_kind = rows_of(entry).field(name).type
    choices = dict(getattr(of_kind, "choices", ()))
    before, after = (str(choices.get(each) or of_kind.format(each)) if each != "" else "" for each in (before, value))
    return _shown(FILE_LIST.field(name).label, after, before)


def _shown(label, text, before=""):
    return {"name": label, "label": label, "before": before, "after": text}
