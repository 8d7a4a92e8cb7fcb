"""Report "Waiting times": how long records in review and proposals waited for a decision."""

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
from baliportal.exports.moment_filters import DayFilter, LastDayFilter
from baliportal.exports.moments import MOMENT, moment
from baliportal.exports.report import BATCH, Report, label, streamed
from baliportal.exports.report_filters import ReportFilters

from ..models import Proposal

#: Verbs of the changes that end the waiting of a record in review.
ENDING_VERBS = (
    Change.Verb.PUBLISHED,
    Change.Verb.RETURNED,
    Change.Verb.WITHDRAWN,
    Change.Verb.DELETED,
    Change.Verb.MERGED,
)
REVIEW, PROPOSAL, STILL_WAITING = "Review", "Proposal", "Still waiting"


class WaitingFilters(ReportFilters):
    """Filter records and proposals by the day on which they began to wait."""

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
        """Proposals under the same filters."""
        proposals = Proposal.objects.all()
        for name, field in (("from_day", "made_at"), ("to_day", "made_at"), ("kind", "entry__kind")):
            filter_ = copy(self.filters[name])
            filter_.field_name = field
            proposals = filter_.filter(proposals, self.form.cleaned_data[name])
        return proposals


def waits(filters):
    """Yield one row per wait: records sent for review, the latest first, then proposals."""
    return chain(_review_rows(filters), _proposal_rows(filters))


def count(filters):
    """Return the number of waits."""
    return filters.qs.count() + filters.proposals.count()


def _review_rows(filters):
    later = Change.objects.filter(subject=OuterRef("subject"), number__gt=OuterRef("number"), verb__in=ENDING_VERBS)
    ended = Subquery(later.order_by("number").values("number")[:1])
    reviews = filters.qs.order_by("-number").annotate(ended=ended).defer("stored_record")
    for batch in batched(streamed(reviews), BATCH):
        yield from _review_rows_of(batch)


def _review_rows_of(rows):
    ending_changes = Change.objects.defer("stored_record").in_bulk({row.ended for row in rows if row.ended})
    forms = change_urls({row.subject for row in rows})
    for row in rows:
        end = ending_changes.get(row.ended)
        outcome = label(end, "verb") if end else STILL_WAITING
        yield _wait_row(
            row.title, row.kind, REVIEW, row.at, end and end.at, row.who, end.who if end else "", outcome
        ) | {
            "id": row.subject,
            "page": forms.get(row.subject, ""),
        }


def _proposal_rows(filters):
    proposals = filters.proposals.select_related("entry", "by", "decided_by").defer("stored_record")
    for proposal in streamed(proposals.order_by("-made_at", "-pk")):
        decided_by = proposal.decided_by.get_username() if proposal.decided_by else ""
        outcome = STILL_WAITING if proposal.state == Proposal.State.OPEN else label(proposal, "state")
        yield _wait_row(proposal.entry.title, proposal.entry.kind, PROPOSAL, proposal.made_at, proposal.decided_at,
                   proposal.by.get_username(), decided_by, outcome) | {
                       "id": proposal.entry.public_id, "page": change_url(proposal.entry_id)}  # fmt: skip


def _wait_row(title, kind, waiting_item, since, until, by, decided_by, outcome):
    days = ((until or timezone.now()) - since).days
    return {
        "title": title, "kind": kind_label(kind), "what": waiting_item, "since": moment(since), "until": moment(until),
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
