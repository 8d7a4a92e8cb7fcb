"""How long things waited for somebody to decide: records sent for review, and proposals."""

from copy import copy
from itertools import chain

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from baliportal.catalogue.admin_links import FORM, RECORD_ID, change_url, change_urls
from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Number, Text
from baliportal.exports.entry_filters import KindFilter, kind_label
from baliportal.exports.moments import MOMENT, moment
from baliportal.exports.report import BATCH, Report, label, streamed
from baliportal.exports.report_filters import DayFilter, LastDayFilter, ReportFilters

from ..models import Proposal

# What ends the waiting of a record that was sent for review.
ENDS = (Change.Verb.PUBLISHED, Change.Verb.RETURNED, Change.Verb.WITHDRAWN, Change.Verb.DELETED, Change.Verb.MERGED)
REVIEW, PROPOSAL, STILL = "Review", "Proposal", "Still waiting"


class WaitingFilters(ReportFilters):
    """What began to wait between two days."""

    from_day = DayFilter("Waiting since, from", "at")
    to_day = LastDayFilter("Waiting since, to", "at")
    kind = KindFilter()

    class Meta:
        model = Change
        fields = []

    def base_queryset(self):
        return Change.objects.filter(verb=Change.Verb.SUBMITTED)

    @property
    def proposals(self):
        """The proposals made between the same days, about records of the same kinds."""
        found = Proposal.objects.all()
        for name, field in (("from_day", "made_at"), ("to_day", "made_at"), ("kind", "entry__kind")):
            asked = copy(self.filters[name])
            asked.field_name = field
            found = asked.filter(found, self.form.cleaned_data[name])
        return found


def waits(filters):
    """One row per wait: records sent for review, the latest first, then proposals."""
    return chain(_reviews(filters), _proposals(filters))


def count(filters):
    """How many there are."""
    return filters.qs.count() + filters.proposals.count()


def _reviews(filters):
    later = Change.objects.filter(subject=OuterRef("subject"), number__gt=OuterRef("number"), verb__in=ENDS)
    ended = Subquery(later.order_by("number").values("number")[:1])
    found = filters.qs.order_by("-number").annotate(ended=ended).defer("stored_record")
    for batch in batched(streamed(found), BATCH):
        yield from _told(batch)


def _told(rows):
    ends = Change.objects.defer("stored_record").in_bulk({row.ended for row in rows if row.ended})
    forms = change_urls({row.subject for row in rows})
    for row in rows:
        end = ends.get(row.ended)
        outcome = label(end, "verb") if end else STILL
        yield _row(row.title, row.kind, REVIEW, row.at, end and end.at, row.who, end.who if end else "", outcome) | {
            "id": row.subject,
            "page": forms.get(row.subject, ""),
        }


def _proposals(filters):
    found = filters.proposals.select_related("entry", "by", "decided_by").defer("stored_record", "files")
    for each in streamed(found.order_by("-made_at", "-pk")):
        decided_by = each.decided_by.get_username() if each.decided_by else ""
        outcome = STILL if each.state == Proposal.State.OPEN else label(each, "state")
        yield _row(each.entry.title, each.entry.kind, PROPOSAL, each.made_at, each.decided_at,
                   each.by.get_username(), decided_by, outcome) | {
                       "id": each.entry.public_id, "page": change_url(each.entry_id)}  # fmt: skip


def _row(title, kind, what, since, until, by, decided_by, outcome):
    days = ((until or timezone.now()) - since).days
    return {
        "title": title, "kind": kind_label(kind), "what": what, "since": moment(since), "until": moment(until),
        "days": max(days, 0), "outcome": outcome, "by": by, "decided_by": decided_by,
    }  # fmt: skip


WAITING_TIMES = Report(
    name="waiting-times",
    title="Waiting times",
    question="How long did records sent for review and proposals wait for somebody to decide, and what waits still?",
    rows=waits,
    filters=WaitingFilters,
    count=count,
    permission="catalogue.view_change",
    key=("id", "what", "since"),
    columns=(
        RECORD_ID,
        SchemaField("title", "Record", Text(), "The title at the time.", "Act 670"),
        SchemaField("kind", "Kind of record", Text(), "Which kind of record.", "Law"),
        SchemaField("what", "What waited", Text(), "A record in review, or a proposal to change it.", REVIEW),
        SchemaField("since", "Since", Text(), f"When it was sent. {MOMENT}", "2026-11-02 09:30"),
        SchemaField(
            "until", "Until", Text(), f"When it was decided; empty while it waits. {MOMENT}", "2026-11-05 16:10"
        ),
        SchemaField("days", "Days", Number(), "How many whole days it waited, or has waited so far.", "3"),
        SchemaField("outcome", "Outcome", Text(), "What was decided.", "Published"),
        SchemaField("by", "Sent by", Text(), "The user name.", "ana"),
        SchemaField("decided_by", "Decided by", Text(), "The user name.", "ben"),
        FORM,
    ),
)
