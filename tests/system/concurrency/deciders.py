"""Functions that run in several processes at once; see arena.py."""

from .actors import say_and_wait


def prepare(pipe, count):
    """Create a publisher, an editor's proposal, and `count` laws whose publication is due; return the proposal's pk."""
    from datetime import timedelta

    from django.contrib.auth.models import Group
    from django.utils import timezone

    from baliportal.accounts.models import User
    from baliportal.catalogue.journal import SYSTEM
    from baliportal.catalogue.publishing import Status, move
    from baliportal.catalogue.schema.records import to_record
    from baliportal.editorial.proposals import propose
    from baliportal.editorial.scheduling import schedule
    from legislation.models import Law

    ana, putri = (User.objects.create(username=name) for name in ("ana", "putri"))
    ana.groups.add(Group.objects.get(name="Publisher"))
    past = timezone.now() - timedelta(hours=1)
    for number in range(count):
        law = Law.objects.create(title=f"Act {number}", source_note="Gazette")
        schedule(law, to=Status.PUBLISHED, at=past, by=ana, now=past - timedelta(hours=1))
    law = Law.objects.create(title="An Act", summary="As enacted")
    move(law, to=Status.PUBLISHED, by=SYSTEM)
    return propose(law, to_record(law) | {"summary": "As amended"}, by=putri).pk


def carry_out(pipe):
    from baliportal.editorial.scheduling import carry_out_due

    say_and_wait(pipe, "ready")
    return dict(carry_out_due())


def decide(pipe, number):
    from baliportal.accounts.models import User
    from baliportal.editorial.models import Proposal
    from baliportal.editorial.proposals import ProposalRefused, accept

    proposal, ana = Proposal.objects.get(pk=number), User.objects.get(username="ana")
    say_and_wait(pipe, "ready")
    try:
        accept(proposal, by=ana)
    except ProposalRefused:
        return "refused"
    return "accepted"


def changed_subjects(pipe, route):
    from baliportal.catalogue.models import Change

    return list(Change.objects.filter(route=route).values_list("subject", flat=True))
