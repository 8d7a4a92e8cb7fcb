"""Report "Changes between two days": differences by record and field."""

from collections import defaultdict

from django.db.models import Max, Min

from baliportal.catalogue.admin_links import FORM, RECORD_ID, change_urls
from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.journal.history import diff
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Text
from baliportal.exports.entry_filters import kind_label
from baliportal.exports.moments import MOMENT, moment
from baliportal.exports.report import Report

from .filters import ChangeFilters

#: Records held in memory at once, each in two versions.
BATCH = 200


def changes(filters):
    """Yield one row per record and changed field, the latest changed record first."""
    touched = filters.qs.order_by().values_list("subject").annotate(first=Min("number"), last=Max("number"))
    for batch in batched(touched.order_by("-last").iterator(chunk_size=BATCH), BATCH):
        yield from _difference_rows(filters, batch)


def _difference_rows(filters, touched):
    """Yield the rows of some records: values before the first of their changes and after the last."""
    subjects = [subject for subject, _, _ in touched]
    before, changes_of, forms = _changes_before(touched), _changes_by_subject(filters, subjects), change_urls(subjects)
    records = Change.objects.in_bulk([*before.values(), *(last for _, _, last in touched)])
    for subject, _, last in touched:
        new, old = records[last], records.get(before.get(subject))
        common = {
            "id": subject, "title": new.title, "kind": kind_label(new.kind),
            "happened": ", ".join(_distinct(changes_of[subject], "verb")),
            "who": ", ".join(_distinct(changes_of[subject], "who")), "at": moment(new.at),
            "page": forms.get(subject, ""),
        }  # fmt: skip
        deleted = new.verb == Change.Verb.DELETED
        fields = [] if old is None or deleted else diff(old.record, new.record, new.kind)
        for field in fields:
            yield common | {"field": field.label, "before": field.before, "after": field.after}
        if not fields:
            yield common | {"field": "", "before": "", "after": ""}


def _changes_before(touched):
    """Return {subject: number of the change before the first touched one}."""
    firsts = {subject: first for subject, first, _ in touched}
    known = Change.objects.filter(subject__in=firsts).order_by("number").values_list("subject", "number")
    return {subject: number for subject, number in known if number < firsts[subject]}


def _changes_by_subject(filters, subjects):
    by_subject = defaultdict(list)
    for change in filters.qs.filter(subject__in=subjects).order_by("number").values("subject", "verb", "who"):
        by_subject[change["subject"]].append(change | {"verb": Change.Verb(change["verb"]).label.lower()})
    return by_subject


def _distinct(rows, key):
    return dict.fromkeys(row[key] for row in rows)


CHANGES_BETWEEN = Report(
    name="changes-between",
    title="Changes between two days",
    question="What was changed between two days, in which records, and what stood there before?",
    rows=changes,
    filters=ChangeFilters,
    permission="catalogue.view_change",
    key=("id", "field"),
    columns=(
        RECORD_ID,
        SchemaField("title", "Record", Text(), "The title after the last of these changes."),
        SchemaField("kind", "Kind of record", Text(), "Which kind of record, or which vocabulary.", "Law"),
        SchemaField("happened", "What happened", Text(), "What was done, in the order in which it was done first.",
                    "created, published"),
        SchemaField("field", "Field", Text(), "A field that differs; empty where the record was made or deleted then, "
                    "or only its place in the workflow was confirmed.", "Title"),
        SchemaField("before", "Before", Text(), "What stood there before the first of these changes."),
        SchemaField("after", "After", Text(), "What stands there after the last of them."),
        SchemaField("who", "By", Text(), "Who did it: user names and programs.", "ana"),
        SchemaField("at", "Last", Text(), f"When the last of these changes was made. {MOMENT}", "2026-11-02 09:30"),
        FORM,
    ),
)  # fmt: skip
