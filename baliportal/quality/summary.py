"""Data quality summary: count per check, and one export row per finding."""

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


def findings_on(entries, on=None):
    """Return the findings in these entries on a day, today by default."""
    return _in_entries(entries, _findings_on(on or timezone.localdate()))


def counts_by_check(entries):
    """Return [(check, number of these entries)], the largest number first; one query."""
    return _most_first(_counts_by_name(findings_on(entries)), all_checks())


def counts_by_check_excluding(hidden, kind=""):
    """Return counts per check over all entries (of a kind), excluding `hidden`.

    Subtraction is cheaper than filtering, because `hidden` is small and the rest is not.
    """
    findings = _findings_on(timezone.localdate(), **({"kind": kind} if kind else {}))
    counts = _counts_by_name(findings)
    counts.subtract(_counts_by_name(_in_entries(hidden, findings)))
    return _most_first(counts, checks_of(kind) if kind else all_checks())


def _findings_on(day, **lookups):
    return Finding.objects.filter(since__lte=day, until__gte=day, **lookups).exclude(
        check_name__in=[INCOMPLETE, UNVERIFIED]
    )


def _in_entries(entries, findings):
    return findings.filter(subject__in=entries.order_by().values("public_id"))


def _counts_by_name(findings):
    return Counter(dict(findings.order_by().values_list("check_name").annotate(total=Count("*"))))


def _most_first(counts, checks):
    return sorted(((check, counts[check.name]) for check in checks), key=lambda pair: -pair[1])


def finding_rows(entries, checks=()):
    """Yield one row per finding in these entries, limited to `checks` if given, in bounded memory."""
    findings = findings_on(entries)
    findings = findings.filter(check_name__in=checks) if checks else findings
    for batch in batched(streamed(findings.order_by("subject", "check_name")), BATCH):
        yield from _batch_rows(batch)


def _batch_rows(findings):
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
                "words": check.advice,
                "field": check.field,
                "page": change_url(entry.pk),
            }
