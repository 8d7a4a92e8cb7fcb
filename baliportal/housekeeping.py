"""Periodic jobs, named in one list. Each may be killed at any moment and run again."""

import fcntl
import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command

from baliportal.accounts.retention import delete_old_sign_ins
from baliportal.accounts.sign_in.open_sessions import delete_left_over
from baliportal.editorial.feedback.retention import forget_senders
from baliportal.editorial.presence import delete_expired_presences
from baliportal.editorial.scheduling import carry_out_due
from baliportal.files import page_pictures, recognition, takedowns, texts, upkeep
from baliportal.imports.models import Batch
from baliportal.linkcheck.archiving import take_copies
from baliportal.linkcheck.running import check_due
from baliportal.notices.delivery import delete_expired, send_pending
from baliportal.reports.snapshots import make_due_reports

from .backups.rehearsal import rehearse_when_due
from .databases import refresh_statistics
from .environment import var
from .monitoring.job_runs import record_run

log = logging.getLogger(__name__)


def clear_sessions(seconds):
    """Remove the sessions that have ended."""
    call_command("clearsessions", verbosity=0)
    delete_left_over()
    return "ended sessions removed"


def make_due_moves(seconds):
    """Publish and withdraw entries whose scheduled time has come."""
    moves = carry_out_due()
    return f"{moves['done']} made, {moves['refused']} refused"


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


def read_texts(seconds):
    """Read the texts of files that wait, and recognise scanned pages."""
    read = texts.read_waiting(seconds / 4)
    return f"{read} read, {recognition.recognise_waiting(seconds / 4)} pages recognised"


def look_after_files(seconds):
    """Compare stored files with their SHA-256, and remove what nothing needs."""
    erased = takedowns.honour_erasures()
    orphans = upkeep.remove_orphans() + upkeep.sweep_uploads() + upkeep.sweep_storage(seconds / 4)
    compared, damaged = upkeep.check_fixity(seconds / 4)
    pictures = page_pictures.make_room()
    words = [f"{compared} compared, {damaged} damaged", f"{orphans} that nothing named removed"]
    words += [f"{erased} erased again"] if erased else []
    words += [f"{pictures} pictures removed"] if pictures else []
    return ", ".join(words)


def refresh_planner_statistics(seconds):
    """Refresh the statistics of the database's query planner."""
    refresh_statistics()
    return "fresh"


def check_links(seconds):
    """Check the web addresses in records, where LINK_CHECKS allows it."""
    return str(check_due(seconds=seconds)) if settings.LINK_CHECKS else "off: set LINK_CHECKS=1"


def archive_links(seconds):
    """Take copies of the documents that records link to, where ARCHIVE_LINKS and the record allow it."""
    return str(take_copies(seconds / 4)) if settings.ARCHIVE_LINKS else "off: set ARCHIVE_LINKS=1"


#: The jobs in the order in which they run: quick ones that somebody waits for come first, links come last.
#: Each takes the seconds it may use and returns in words what it did.
JOBS = {
    "scheduled": make_due_moves,
    "sign-ins": lambda seconds: f"{delete_old_sign_ins()} forgotten",
    "sessions": clear_sessions,
    "presence": lambda seconds: f"{delete_expired_presences()} forgotten",
    "feedback": lambda seconds: f"{forget_senders()} e-mail addresses deleted",
    "batches": discard_old_batches,
    "texts": read_texts,
    "files": look_after_files,
    "statistics": refresh_planner_statistics,
    "reports": make_reports,
    "notices": send_notices,
    "copies": archive_links,
    "links": check_links,
    "rehearsal": rehearse_when_due,
}


@dataclass(frozen=True)
class Outcome:
    """The outcome of a job, in words, and True where it failed."""

    name: str
    words: str
    failed: bool = False


def do(names=(), *, seconds=600):
    """Run these jobs, or all; yield an Outcome for each as it ends. One that fails does not stop the others."""
    for name in names or JOBS:
        yield _run(name, seconds)


def _run(name, seconds):
    with _exclusive(name) as acquired:
        if not acquired:
            return Outcome(name, "another process is at it")
        outcome = _outcome(name, seconds)
        record_run(name, failed=outcome.failed)
    return outcome


def _outcome(name, seconds):
    start = time.monotonic()
    try:
        words = JOBS[name](seconds)
    except Exception as problem:
        log.exception("Housekeeping: %s failed", name)
        return Outcome(name, f"failed: {problem or type(problem).__name__}", failed=True)
    return Outcome(name, f"{words} ({time.monotonic() - start:.1f} s)")


@contextmanager
def _exclusive(name):
    """Take the lock of a job and yield True, or False where another process holds it; a killed process holds none."""
    with (var("housekeeping") / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
