"""The report on the quality of what is recorded: every check with its count, and every finding as a file."""

from django.db.models import Count
from django.utils import timezone

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.record import Column
from baliportal.catalogue.values import Text
from baliportal.exports.report import PAGE

from ..models import Finding
from .checks import CHECKS, INCOMPLETE, check_named

BATCH = 500  # findings held in memory at a time

COLUMNS = (
    Column("id", "Permanent id", Text(), "The id of the record, which never changes.", "7k3m9q2x"),
    Column("kind", "Kind", Text(), "What kind of record it is.", "law"),
    Column("title", "Title", Text(), "The title of the record."),
    Column("status", "Status", Text(), "Where it stands in the workflow.", "published"),
    Column("check", "What is amiss", Text(), "The check that found something.", "No source"),
    Column("words", "What to do", Text(), "How to mend it."),
    Column("field", "Field", Text(), "The column to mend.", "source_url"),
    PAGE,
)  # fmt: skip


def found_today(entries, on=None):
    """The findings of a day, today by default, in these entries."""
    day = on or timezone.localdate()
    found = Finding.objects.filter(since__lte=day, until__gte=day).exclude(check_name=INCOMPLETE)
    return found.filter(subject__in=entries.order_by().values("public_id"))


def by_check(entries, kind=""):
    """[(check, how many of these entries)], those that find most first; one query."""
    asked = entries.filter(kind=kind) if kind else entries
    counts = dict(found_today(asked).order_by().values_list("check_name").annotate(Count("pk")))
    concerning = [check for check in CHECKS if not kind or check.concerns(kind)]
    return sorted(((check, counts.get(check.name, 0)) for check in concerning), key=lambda pair: -pair[1])


def rows(entries, checks=()):
    """One row for each finding in these entries, of these checks or of all, in bounded memory."""
    found, batch = found_today(entries), []
    found = found.filter(check_name__in=checks) if checks else found
    for finding in found.order_by("subject", "check_name").iterator(chunk_size=BATCH):
        batch.append(finding)
        if len(batch) == BATCH:
            yield from _told(batch)
            batch = []
    yield from _told(batch)


def _told(findings):
    entries = {entry.public_id: entry for entry in Entry.objects.filter(public_id__in={f.subject for f in findings})}
    for finding in findings:
        entry, check = entries.get(finding.subject), check_named(finding.check_name)
        if entry:
            yield {
                "id": entry.public_id,
                "kind": named(entry.kind).label,
                "title": entry.title,
                "status": entry.get_status_display(),
                "check": check.title,
                "words": check.words,
                "field": check.field,
                "page": f"/e/{entry.public_id}/",
            }
