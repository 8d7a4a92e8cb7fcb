"""Add the files of a previewed archive to their records or change what these say of them, and undo that."""

from itertools import groupby
from operator import attrgetter

from baliportal.files.attaching import add_file, file_with_bytes
from baliportal.files.models import StoredFile
from baliportal.files.uploads import Accepted

from ..batch_records import CHUNK, lock_records
from ..models import Verdict
from ..permissions import write_refusal
from .columns import DESCRIPTION


def write_previewed_file(verdict, record):
    """Add the file of one row to its record, or change its description; returns the error, or "" if it is written."""
    if verdict.outcome == Verdict.Outcome.CHANGED:
        return _describe(record, verdict.values, verdict.values)
    values = verdict.values
    if not StoredFile.objects.filter(sha256=values["sha256"]).exists():
        return "The file was taken down, or is not kept any more."
    if file_with_bytes(record, values["sha256"]):
        return "The record has this file by now."
    described = {name: values[name] for name in DESCRIPTION if name in values}
    add_file(record, Accepted(values["sha256"], values["original"], values["size"], values["name"],
                              values["media_type"], ()), **described)  # fmt: skip
    return ""


def _describe(record, values, columns):
    """Write what `columns` say of a record's file; returns the error, or ""."""
    file = file_with_bytes(record, values["sha256"])
    if file is None:
        return f"“{values['name']}” was replaced or taken off since"
    for name in values["before"]:
        setattr(file, name, columns[name])
    file.save()
    return ""


def take_files_off(batch, model_admin, request):
    """Take the files of a written batch off their records, and give back what it changed of files that were there.

    Returns (number of records, [(title, reason)]). What happened to a record besides, as its publication, is no
    obstacle; a file whose row was edited since stays.
    """
    done, left = 0, []
    verdicts = sorted(batch.verdicts.to_write(), key=attrgetter("subject"))
    by_subject = [(subject, list(rows)) for subject, rows in groupby(verdicts, attrgetter("subject"))]
    for start in range(0, len(by_subject), CHUNK):
        chunk = by_subject[start : start + CHUNK]
        records = lock_records(batch, [subject for subject, _ in chunk])
        for subject, rows in chunk:
            refusals = _take_off_record(records.get(subject), rows, model_admin, request)
            left += refusals
            done += len(refusals) < len(rows)
    return done, left


def _take_off_record(record, rows, model_admin, request):
    """Take the files of some rows off one record; returns [(title, reason)] of those that stay."""
    reason = write_refusal(model_admin, request, record) if record else "deleted since"
    return [(row.title, words) for row in rows if (words := reason or _take_back(record, row))]


def _take_back(record, row):
    values, file = row.values, file_with_bytes(record, row.values["sha256"])
    if file is None:
        return f"“{values['name']}” was replaced or taken off since"
    if any(getattr(file, name) != values[name] for name in ("name", *DESCRIPTION) if name in values):
        return f"“{values['name']}” was edited since"
    if row.outcome == Verdict.Outcome.CHANGED:
        return _describe(record, values, values["before"])
    file.delete()
    return ""
