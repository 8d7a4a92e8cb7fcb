"""The report on the quality of what is recorded: every check with its count, and every finding as a file."""

from collections import Counter

from django.db.models import Count
from django.utils import timezone

from baliportal.catalogue.admin_links import FORM, RECORD_ID, change_url
from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Text
from baliportal.exports.report import BATCH, streamed

from .checks import INCOMPLETE, UNVERIFIED, all_checks, check_named, checks_of
from .models import Finding

COLUMNS = (
    RECORD_ID,
    SchemaField("kind", "Kind", Text(), "What kind of record it is.", "law"),
    SchemaField("title", "Title", Text(), "The title of the record."),
    SchemaField("status", "Status", Text(), "Where it stands in the workflow.", "published"),
    SchemaField("check", "What is amiss", Text(), "The check that found something.", "No source"),
    SchemaField("words", "What to do", Text(), "How to mend it."),
    SchemaField("field", "Field", Text(), "The column to mend.", "source_url"),
    FORM,
)  # fmt: skip


def found_today(entries, on=None):
    """The findings of a day, today by default, in these entries."""
    return _in(entries, _found_on(on or timezone.localdate()))


def by_check(entries):
    """[(check, how many of these entries)], those that find most first; one query."""
    return _most_first(_counted(found_today(entries)), all_checks())


def by_check_except(hidden, kind=""):
    """The same of all entries, or of all of a kind, but some: these are few, and counting the rest asks of each."""
    found = _found_on(timezone.localdate(), **({"kind": kind} if kind else {}))
    counts = _counted(found)
    counts.subtract(_counted(_in(hidden, found)))
    return _most_first(counts, checks_of(kind) if kind else all_checks())


def _found_on(day, **narrowed):
    return Finding.objects.filter(since__lte=day, until__gte=day, **narrowed).exclude(
        check_name__in=[INCOMPLETE, UNVERIFIED]
    )


def _in(entries, found):
    return found.filter(subject__in=entries.order_by().values("public_id"))


def _counted(found):
    return Counter(dict(found.order_by().values_list("check_name").annotate(found=Count("*"))))


def _most_first(counts, checks):
    return sorted(((check, counts[check.name]) for check in checks), key=lambda pair: -pair[1])


def rows(entries, checks=()):
    """One row for each finding in these entries, of these checks or of all, in bounded memory."""
    found = found_today(entries)
    found = found.filter(check_name__in=checks) if checks else found
    for batch in batched(streamed(found.order_by("subject", "check_name")), BATCH):
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
                "page": change_url(entry.pk),
            }
