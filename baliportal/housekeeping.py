"""What is due from time to time, each job named in one list. Any of them may be killed at any moment and run again."""

import fcntl
import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command

from baliportal.accounts.retention import delete_old_sign_ins
from baliportal.editorial.presence import delete_expired_presences
from baliportal.editorial.proposed_files import remove_refused
from baliportal.editorial.scheduling import carry_out_due
from baliportal.imports.models import Batch
from baliportal.linkcheck.running import check_due
from baliportal.notices.delivery import delete_expired, send_pending
from baliportal.reports.snapshots import make_due_reports

from .databases import refresh_statistics
from .environment import var

log = logging.getLogger(__name__)


def clear_sessions(seconds):
    """Remove the sessions that have ended."""
    call_command("clearsessions", verbosity=0)
    return "ended sessions removed"


def make_due_moves(seconds):
    """Publish and withdraw what was set for a time that has come."""
    made = carry_out_due()
    return f"{made['done']} made, {made['refused']} refused"


def discard_old_batches(seconds):
    """Throw away imports and bulk edits that nobody wrote for a month."""
    left = Batch.objects.abandoned()
    count = left.count()
    left.delete()
    return f"{count} discarded"


def make_reports(seconds):
    """Make the saved reports whose time has come."""
    made, failed = make_due_reports()
    return ", ".join([f"{made} made", *([f"{failed} not made"] if failed else [])])


def send_notices(seconds):
    """Send the notices that were queued, and delete old ones."""
    sent, waiting = send_pending()
    deleted = delete_expired()
    return ", ".join([f"{sent} sent", *([f"{waiting} waiting"] if waiting else []), f"{deleted} old ones deleted"])


def tell_the_planner(seconds):
    """Keep the database's statistics fresh."""
    refresh_statistics()
    return "fresh"


def check_links(seconds):
    """Ask the servers that records link to, where this machine may reach out at all."""
    return str(check_due(seconds=seconds)) if settings.LINK_CHECKS else "off: set LINK_CHECKS=1"


#: The jobs in the order in which they are done: what is quick and somebody waits for comes first, links come last.
#: Each takes how many seconds it may use and returns in words what it did.
JOBS = {
    "scheduled": make_due_moves,
    "sign-ins": lambda seconds: f"{delete_old_sign_ins()} forgotten",
    "sessions": clear_sessions,
    "presence": lambda seconds: f"{delete_expired_presences()} forgotten",
    "batches": discard_old_batches,
    "files": lambda seconds: f"{remove_refused()} of refused proposals removed",
    "statistics": tell_the_planner,
    "reports": make_reports,
    "notices": send_notices,
    "links": check_links,
}


@dataclass(frozen=True)
class Outcome:
    """How a job ended, in words, and whether that is a failure."""

    name: str
    words: str
    failed: bool = False


def do(names=(), *, seconds=600):
    """Do these jobs, or all; yields an Outcome for each as it ends. One that fails does not stop the others."""
    for name in names or JOBS:
        yield _done(name, seconds)


def _done(name, seconds):
    begun = time.monotonic()
    with _alone(name) as alone:
        if not alone:
            return Outcome(name, "another process is at it")
        try:
            words = JOBS[name](seconds)
        except Exception as problem:
            log.exception("Housekeeping: %s failed", name)
            return Outcome(name, f"failed: {problem or type(problem).__name__}", failed=True)
    return Outcome(name, f"{words} ({time.monotonic() - begun:.1f} s)")


@contextmanager
def _alone(name):
    """Whether this process alone is at this job; a killed process holds nothing."""
    with (var("housekeeping") / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
