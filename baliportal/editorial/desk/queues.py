"""Queues of the desk, in the order in which it shows them.

Each is one Queue: name, title, instructions and the filter of its rows.
"""

from django.db.models import Exists, OuterRef

from baliportal.accounts.row_permissions import editable_by
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status, moves_from
from baliportal.files.queues import damaged, unread
from baliportal.linkcheck.queue import broken_entries, entries_without_copy
from baliportal.quality.findings import incomplete, unverified, with_duplicate, with_finding

from ..models import Proposal, ScheduledMove
from .queue import Queue


def my_drafts(entries, user):
    """Filter to drafts that this person has changed."""
    own_changes = Change.objects.filter(subject=OuterRef("public_id"), who=user.get_username())
    return entries.filter(Exists(own_changes), status=Status.DRAFT)


def awaiting_review(entries, user):
    """Filter to entries in review, if the person may publish; else none."""
    in_review = entries.filter(status=Status.IN_REVIEW)
    return in_review if Status.PUBLISHED in moves_from(Status.IN_REVIEW, user) else in_review.none()


def with_open_proposal(entries, user):
    """Filter to entries with an open proposal that this person may see."""
    return entries.filter(pk__in=Proposal.objects.open().visible_to(user).values("entry"))


def with_declined_proposal(entries, user):
    """Filter to entries for which a proposal of this person was declined lately."""
    return entries.filter(pk__in=Proposal.objects.declined_lately(user).values("entry"))


def scheduled(entries, user):
    """Filter to entries with a scheduled move, if the person may see scheduled moves; else none."""
    may_view = user.has_perm("editorial.view_scheduledmove")
    return entries.filter(pk__in=ScheduledMove.objects.waiting().values("entry")) if may_view else entries.none()


def newer_starter_values(values, user):
    """Filter to values of newer starter content that wait for a decision."""
    return values.waiting()


def of_own_state(rows):
    """Wrap a filter of entries so that people bound to one state see that state's, the only ones they can correct."""
    return lambda entries, user: rows(editable_by(user, entries))


def with_broken_links(entries):
    """Filter to entries that name a broken link."""
    return entries.filter(pk__in=broken_entries().order_by().values("pk"))


def without_copy(entries):
    """Filter to entries of whose linked documents a copy could not be taken."""
    return entries.filter(pk__in=entries_without_copy().order_by().values("pk"))


QUEUES = (
    Queue("my-drafts", "My drafts", "Finish them and submit them for review.", my_drafts),
    Queue("waiting", "Waiting for me", "Submitted for review; you may publish or return them.", awaiting_review),
    Queue("proposals", "Proposals", "Somebody who may not publish wants them changed: accept or decline.",
          with_open_proposal),
    Queue("declined", "My declined proposals", "Read in the form why; then propose again, or leave it.",
          with_declined_proposal),
    Queue("told", "Told by visitors", "Compare with the source, correct the record, then say what was done.",
          lambda feedback, user: feedback.open(), model="editorial.Feedback"),
    Queue("scheduled", "Scheduled", "They will be published or withdrawn at a set time.", scheduled),
    Queue("overdue", "To verify", "Never checked, changed since, or due again: compare with the source and say so.",
          of_own_state(unverified)),
    Queue("newer-starter", "Newer starter content", "An upgrade has another value for a field that a curator changed: "
          "take it, or keep yours.", newer_starter_values, "editorial.NewerStarterValue"),
    Queue("broken-links", "Broken links", "An address in them has not answered on several days.",
          of_own_state(with_broken_links)),
    Queue("copies-not-taken", "Copies not taken", "A document that they link to could not be archived: its page under "
          "“Archived copies” says why.", of_own_state(without_copy)),
    Queue("unread-files", "Unread files", "A file of theirs could not be read: see what is kept of it.",
          of_own_state(unread)),
    Queue("damaged-files", "Damaged files", "A file of theirs is damaged or missing in the storage: upload it again.",
          of_own_state(damaged)),
    Queue("incomplete", "Incomplete records", "Something every record of the kind should have is missing.",
          of_own_state(incomplete)),
    Queue("duplicates", "Possible duplicates", "Merge them, or say that they are not the same.",
          of_own_state(with_duplicate)),
    Queue("in-doubt", "In doubt", "A doubt is noted: settle it, then empty the field.",
          of_own_state(lambda entries: with_finding(entries, "in-doubt"))),
)  # fmt: skip


def queues_of(model):
    """Return the queues that filter the change list of this model."""
    return [queue for queue in QUEUES if queue.model_class is model]


def queue_named(name):
    """Return the queue of this name; raise KeyError if there is none."""
    return {queue.name: queue for queue in QUEUES}[name]
