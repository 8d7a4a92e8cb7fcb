"""Run of the archive: the documents at addresses of records that allow it, one after another, in limited time.

Each address is one step: fetch, check and store the bytes, then write the rows in one transaction. A run that is killed
loses the step in hand, whose address stays due.
"""

import hashlib
import time
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

from django.core.files.base import File as Content
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from baliportal.catalogue.models import Entry
from baliportal.catalogue.statuses import Status
from baliportal.files.archived import archived_entries, keep_copy
from baliportal.files.models import File, FormerFile, StoredFile
from baliportal.files.safety.errors import CannotCheckNow, FileRefused
from baliportal.files.uploads import accept

from .collecting import collect_addresses
from .fetching import Fetcher, NotTaken
from .models import ArchivedCopy, LinkUse, State, WebAddress

#: Addresses that one run asks for, and servers without any answer after which this machine is taken to be offline.
MAX_ADDRESSES, MAX_UNREACHED = 200, 5


@dataclass
class Tally:
    """Counts of a run by outcome, and the attempts that no server answered, which are written once one does."""

    counts: dict = field(default_factory=dict)
    unreached: list = field(default_factory=list)
    answered: bool = False

    def count(self, outcome):
        self.counts[outcome] = self.counts.get(outcome, 0) + 1

    @property
    def is_offline(self):
        """True if no server has answered, but several did not."""
        return not self.answered and len({copy.address.host for copy in self.unreached}) >= MAX_UNREACHED

    def __str__(self):
        if self.is_offline:
            return "no server answers: nothing was written down"
        words = ", ".join(f"{number} {outcome}" for outcome, number in sorted(self.counts.items()))
        return words or "none is due"


def take_copies(seconds=150, *, fetcher=None) -> Tally:
    """Take copies of documents that are due until none is left or the time is up; each is asked for once."""
    end, tally = time.monotonic() + seconds, Tally()
    fetcher = fetcher or Fetcher()
    collect_addresses(until=timezone.now() + timedelta(seconds=seconds))
    share_copies()
    for address in list(_due()[:MAX_ADDRESSES]):
        if time.monotonic() > end or tally.is_offline:
            break
        if not fetcher.is_suspended(address.host):
            _take(address, fetcher, tally)
    for copy in () if tally.is_offline else tally.unreached:
        _write(copy, tally)
    return tally


def _allowing():
    """Return the entries whose documents may be archived."""
    return Entry.objects.filter(archived_entries()).exclude(status=Status.WITHDRAWN)


def _due():
    """Return the addresses of these entries that were never asked for, or are due again; the longest due first."""
    addresses = WebAddress.objects.filter(pk__in=WebAddress.objects.filter(uses__entry__in=_allowing()).values("pk"))
    due = addresses.exclude(copy__due_at__gt=timezone.now()).select_related("copy")
    return due.order_by(F("copy__due_at").asc(nulls_first=True), "pk")


def _take(address, fetcher, tally):
    copy = getattr(address, "copy", None) or ArchivedCopy(address=address)
    if not StoredFile.objects.filter(sha256=copy.sha256).exists():  # taken down since
        copy.forget_content()
    validators = {"etag": copy.etag, "last_modified": copy.last_modified}
    try:
        document = fetcher.fetch(address.address, **validators)
        tally.answered = True
        _keep(copy, document, tally)
    except NotTaken as problem:
        tally.answered = tally.answered or problem.answered
        copy.apply(problem.state, str(problem))
        if problem.answered:
            _write(copy, tally)
        else:
            tally.unreached.append(copy)
    except FileRefused as problem:
        copy.apply(State.FAILED if isinstance(problem, CannotCheckNow) else State.REFUSED, str(problem))
        _write(copy, tally)


def _keep(copy, document, tally):
    """Check, scrub and store a document, and give it to the records. Raises FileRefused."""
    if document.content is None or _digest(document) == copy.fetched_sha256:
        copy.apply(State.KEPT)
        return _write(copy, tally, "unchanged")
    accepted = accept(Content(BytesIO(document.content)), document.name)
    with transaction.atomic():
        copy.sha256, copy.original, copy.name = accepted.sha256, accepted.original, accepted.name
        copy.fetched_sha256 = _digest(document)
        copy.etag, copy.last_modified = document.etag, document.last_modified
        copy.apply(State.KEPT)
        copy.taken_at = copy.tried_at
        copy.save()
        for entry in _allowing().filter(link_uses__address=copy.address_id).distinct():
            _give(copy, entry)
    return tally.count("copies taken")


def share_copies():
    """Give the copies of addresses to records that name them since, so that no address is asked for twice."""
    same_entry, bytes_, source = (
        Q(entry=OuterRef("entry")),
        OuterRef("address__copy__sha256"),
        OuterRef("address__address"),
    )
    present = File.objects.filter(same_entry, Q(sha256=bytes_) | Q(source_url=source))
    removed = FormerFile.objects.filter(same_entry, sha256=bytes_, source_url=source)
    uses = LinkUse.objects.filter(entry__in=_allowing(), address__copy__sha256__gt="")
    for use in uses.exclude(Exists(present) | Exists(removed)).select_related("entry", "address__copy"):
        _give(use.address.copy, use.entry)


def _give(copy, entry):
    keep_copy(
        entry, sha256=copy.sha256, original=copy.original, name=copy.name, address=copy.address.address,
        taken_at=copy.taken_at,
    )  # fmt: skip


def _write(copy, tally, outcome=""):
    copy.save()
    tally.count(outcome or copy.get_state_display())


def _digest(document):
    return hashlib.sha256(document.content).hexdigest()
