"""Run of the link checker: addresses that are due, a few hosts in parallel, one worker per host, limited time."""

import queue
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from .checker import Checker
from .collecting import collect_addresses
from .models import WebAddress

#: Hosts checked in parallel.
WORKERS = 6
#: Addresses held in memory at once.
BATCH_SIZE = 300
#: Addresses of one host in a batch, so that a large host does not keep the others waiting.
PER_HOST = 10
#: Hosts without any answer after which this machine itself is taken to be offline.
MAX_UNREACHED_HOSTS = 10


class Offline(Exception):
    """No server answers, probably because this machine is offline; no result was saved."""


@dataclass
class Tally:
    """Counts of a run, the results not saved yet and the hosts that did not answer."""

    results: dict = field(default_factory=dict)
    unsaved: list = field(default_factory=list)
    unreached: set = field(default_factory=set)
    answered: bool = False

    def count(self, result):
        self.results[result] = self.results.get(result, 0) + 1

    def __str__(self):
        counts = ", ".join(f"{number} {result}" for result, number in sorted(self.results.items()))
        return f"{sum(self.results.values())} checked" + (f": {counts}" if counts else "")


def check_due(*, seconds=600, checker=None):
    """Read the journal, then check due addresses until none is left or the time is up; return a Tally.

    Each result is saved as it comes, so a killed run loses only the checks in progress, which stay due. Raises Offline.
    """
    end = time.monotonic() + seconds
    checker, tally = checker or Checker(), Tally()
    collect_addresses(until=timezone.now() + timedelta(seconds=seconds))
    started = timezone.now()
    while time.monotonic() < end:
        batch = _next_batch(started, checker, [pk for pk, _, _ in tally.unsaved])
        if not batch:
            break
        check_batch(batch, end=end, checker=checker, tally=tally)
        checker.trim_hosts()
    _save(tally.unsaved)
    return tally


def check_batch(batch, *, end, checker, tally):
    """Check rows (pk, host, address) until time.monotonic() reaches `end`, one worker per host; save the results."""
    todo, done = queue.SimpleQueue(), queue.SimpleQueue()
    for _, rows in groupby(sorted(batch, key=lambda row: row[1]), key=lambda row: row[1]):
        todo.put(list(rows))
    stop = threading.Event()
    arguments = (todo, done, checker, lambda: stop.is_set() or time.monotonic() > end)
    running_workers = WORKERS
    for _ in range(WORKERS):
        threading.Thread(target=_worker, args=arguments, daemon=True).start()
    try:
        while running_workers:
            result = done.get()
            running_workers -= result is None
            if result:
                _record(*result, tally)
    finally:
        stop.set()


def _worker(todo, done, checker, is_over):
    """Check one host after another. Only the main thread uses the database."""
    try:
        while True:
            for pk, host, address in todo.get_nowait():
                if is_over() or checker.is_suspended(host):
                    break
                done.put((host, (pk, checker.check(address), timezone.now())))
    except queue.Empty:
        pass
    finally:
        done.put(None)


def _record(host, result, tally):
    """Save a result once any server has answered, which shows that this machine is online; raise Offline otherwise."""
    _, check, _ = result
    tally.answered = tally.answered or check.answered
    tally.unsaved.append(result)
    tally.unreached.add(host)
    tally.count(check.result)
    if tally.answered or len(tally.unsaved) > BATCH_SIZE:
        _save(tally.unsaved)
    elif len(tally.unreached) >= MAX_UNREACHED_HOSTS:
        raise Offline("No server answers. Is this machine online? Nothing was written down; all stays due.")


def _save(unsaved):
    rows = WebAddress.objects.in_bulk([pk for pk, _, _ in unsaved])
    for pk, check, at in unsaved:
        if pk in rows:
            rows[pk].apply_check(check, at)
    unsaved.clear()


def _next_batch(started, checker, exclude):
    """Return the longest due (pk, host, address), at most PER_HOST of each host and none of suspended hosts."""
    suspended = [name for name, host in checker.hosts.items() if host.is_suspended]
    place = Window(RowNumber(), partition_by=F("host"), order_by=["due_at", "pk"])
    due = WebAddress.objects.due(started).exclude(host__in=suspended).exclude(pk__in=exclude).annotate(place=place)
    rows = due.filter(place__lte=PER_HOST).order_by("place", "due_at", "pk")
    return list(rows.values_list("pk", "host", "address")[:BATCH_SIZE])
