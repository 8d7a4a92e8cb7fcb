"""The queues of the desk, one by one, in the order in which it shows them.

A part of the desk adds its own with one line: its name and title, what to do, and which rows.
"""

from django.db.models import Exists, OuterRef

from baliportal.accounts.row_permissions import editable_by
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status, moves_from
from baliportal.linkcheck.queue import broken_entries
from baliportal.quality.findings import incomplete, unverified, with_finding, with_twin

from ..models import Proposal, ScheduledMove
from .queue import Queue


def my_drafts(entries, user):
    """Drafts in whose history this person stands."""
    mine = Change.objects.filter(subject=OuterRef("public_id"), who=user.get_username())
    return entries.filter(Exists(mine), status=Status.DRAFT)


def waiting_for(entries, user):
    """What is in review, for those who may publish it."""
    waiting = entries.filter(status=Status.IN_REVIEW)
    return waiting if Status.PUBLISHED in moves_from(Status.IN_REVIEW, user) else waiting.none()


def proposed(entries, user):
    """What has an open proposal that this person may see."""
    return entries.filter(pk__in=Proposal.objects.open().seen_by(user).values("entry"))


def declined(entries, user):
    """What this person proposed to change and somebody declined of late."""
    return entries.filter(pk__in=Proposal.objects.declined_lately(user).values("entry"))


def scheduled(entries, user):
    """What a move is set for, for those who may see what is scheduled."""
    may = user.has_perm("editorial.view_scheduledmove")
    return entries.filter(pk__in=ScheduledMove.objects.waiting().values("entry")) if may else entries.none()


def to_mend(rows):
    """A queue of what is amiss: to whoever is bound to one state it shows that state's, as he can mend no other."""
    return lambda entries, user: rows(editable_by(user, entries))


def with_broken_links(entries):
    return entries.filter(pk__in=broken_entries().order_by().values("pk"))


QUEUES = (
    Queue("my-drafts", "My drafts", "Finish them and submit them for review.", my_drafts),
    Queue("waiting", "Waiting for me", "Submitted for review; you may publish or return them.", waiting_for),
    Queue("proposals", "Proposals", "Somebody who may not publish wants them changed: accept or decline.", proposed),
    Queue("declined", "My declined proposals", "Read in the form why; then propose again, or leave it.", declined),
    Queue("scheduled", "Scheduled", "They will be published or withdrawn at a set time.", scheduled),
    Queue("overdue", "To verify", "Never checked, changed since, or due again: compare with the source and say so.",
          to_mend(unverified)),
    Queue("broken-links", "Broken links", "An address in them has not answered on several days.",
          to_mend(with_broken_links)),
    Queue("incomplete", "Incomplete records", "Something every record of the kind should have is missing.",
          to_mend(incomplete)),
    Queue("duplicates", "Possible duplicates", "Merge them, or say that they are not the same.",
          to_mend(with_twin)),
    Queue("in-doubt", "In doubt", "A doubt is noted: settle it, then empty the field.",
          to_mend(lambda entries: with_finding(entries, "in-doubt"))),
)  # fmt: skip


def queues_of(model):
    """The queues that stand in the change list of this model."""
    return [queue for queue in QUEUES if queue.model_class is model]


def queue_named(name):
    """The queue of this name; KeyError when there is none."""
    return {queue.name: queue for queue in QUEUES}[name]
