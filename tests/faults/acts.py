"""Acts of curators and programs, each done again and again until the process is killed."""

import itertools
import random
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, move
from baliportal.editorial.models import ScheduledMove
from baliportal.housekeeping import JOBS, do
from legislation.models import Law
from resources.models import Resource

from ..editorial.desk_work import brought, edited, taken_out, written
from ..files.storing import file_of

NAME = "killed-curator"
LOCAL_JOBS = [name for name in JOBS if name != "links"]  # that one asks other people's servers


def curator():
    flags = {"is_superuser": True, "is_staff": True}
    return get_user_model().objects.get_or_create(username=NAME, defaults=flags)[0]


def other_status(entry):
    return Status.WITHDRAWN if entry.status == Status.PUBLISHED else Status.PUBLISHED


def save(by):
    law = Law.objects.order_by("?").first()
    law.summary = f"Saved with the number {random.randrange(10**9)}."
    law.save()


def move_entry(by):
    entry = Entry.objects.filter(kind__in=["law", "workshop", "resource"]).order_by("?").first()
    move(entry, to=other_status(entry), by=by, note="to be killed")


def save_file(by):
    resource = Resource.objects.order_by("?").first()
    content = random.randbytes(random.randrange(10_000, 3_000_000))
    file_of(resource, content, language="en")


def import_spreadsheet(by):
    pks = list(Law.objects.order_by("?").values_list("pk", flat=True)[:40])
    changes = {(row, "summary"): f"Imported with the number {random.randrange(10**9)}." for row in range(len(pks))}
    written(brought("law", edited(taken_out("law", pks), changes), by), by)


def housekeeping(by):
    """With moves that are due: those are what changes the index."""
    waiting = ScheduledMove.objects.waiting().values("entry")
    entries = Law.objects.exclude(pk__in=waiting).order_by("?")[:5]
    due = timezone.now() - timedelta(seconds=1)
    ScheduledMove.objects.bulk_create(
        ScheduledMove(entry=entry.entry_ptr, to=other_status(entry), at=due, by=by, note="due") for entry in entries
    )
    list(do(LOCAL_JOBS))


ACTS = {
    "save": save, "move": move_entry, "save a file": save_file, "import": import_spreadsheet,
    "housekeeping": housekeeping,
}  # fmt: skip


def for_ever(name):
    """An act for a process of its own: does it once, says "ready", and goes on until it is killed."""

    def act(say):
        by = curator()
        random.seed()
        for count in itertools.count():
            ACTS[name](by)
            if count == 0:
                say("ready")

    return act
