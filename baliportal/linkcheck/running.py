"""A run of the check: what is due, a few servers at a time, each asked by one of us, for a limited time."""

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
from .collecting import catch_up
from .models import WebAddress

WORKERS = 6  # servers asked at the same time
LOT = 300  # addresses in hand at once, whatever the number of links
OF_ONE_HOST = 10  # in one lot, so that one large host does not keep all others waiting
UNREACHED = 10  # hosts of which none answers, after which it is this machine that is offline


class Offline(Exception):
    """No server answers: this machine's own connection is the likely reason, so nothing was written down."""


@dataclass
class Tally:
    """What a run did."""

    results: dict = field(default_factory=dict)
    waiting: list = field(default_factory=list)
    unreached: set = field(default_factory=set)
    answered: bool = False

    def count(self, result):
        self.results[result] = self.results.get(result, 0) + 1

    def __str__(self):
        found = ", ".join(f"{number} {result}" for result, number in sorted(self.results.items()))
        return f"{sum(self.results.values())} checked" + (f": {found}" if found else "")


def check_due(*, seconds=600, checker=None):
    """Read the journal, then look at what is due until nothing is left or the time is up; returns a Tally.

    Each result is written as it comes, so whoever is killed loses only what was under way, which stays due.
    """
    end = time.monotonic() + seconds
    checker, tally = checker or Checker(), Tally()
    catch_up(until=timezone.now() + timedelta(seconds=seconds))
    begun = timezone.now()
    while time.monotonic() < end:
        lot = _lot(begun, checker, [pk for pk, _, _ in tally.waiting])
        if not lot:
            break
        check_lot(lot, end=end, checker=checker, tally=tally)
        checker.forget()
    _write(tally.waiting)
    return tally


def check_lot(lot, *, end, checker, tally):
    """Look at these (pk, host, address), a worker for each server in turn, and write down what is found."""
    todo, done = queue.SimpleQueue(), queue.SimpleQueue()
    for _, rows in groupby(sorted(lot, key=lambda row: row[1]), key=lambda row: row[1]):
        todo.put(list(rows))
    stop = threading.Event()
    act = (todo, done, checker, lambda: stop.is_set() or time.monotonic() > end)
    left = WORKERS
    for _ in range(WORKERS):
        threading.Thread(target=_work, args=act, daemon=True).start()
    try:
        while left:
            found = done.get()
            left -= found is None
            if found:
                _take(*found, tally)
    finally:
        stop.set()


def _work(todo, done, checker, is_over):
    """One worker: a server after the other. It touches no database, which is the main thread's."""
    try:
        while True:
            for pk, host, address in todo.get_nowait():
                if is_over() or checker.rests(host):
                    break
                done.put((host, (pk, checker.check(address), timezone.now())))
    except queue.Empty:
        pass
    finally:
        done.put(None)


def _take(host, found, tally):
    """Write a result down, once it is certain that this machine is online at all."""
    _, verdict, _ = found
    tally.answered = tally.answered or verdict.answered
    tally.waiting.append(found)
    tally.unreached.add(host)
    tally.count(verdict.result)
    if tally.answered or len(tally.waiting) > LOT:
        _write(tally.waiting)
    elif len(tally.unreached) >= UNREACHED:
        raise Offline("No server answers. Is this machine online? Nothing was written down; all stays due.")


def _write(waiting):
    rows = WebAddress.objects.in_bulk([pk for pk, _, _ in waiting])
    for pk, verdict, at in waiting:
        if pk in rows:
            rows[pk].settle(verdict, at)
    waiting.clear()


def _lot(begun, checker, done):
    """The addresses longest due, few of each host; what a server in trouble has is left out for this run."""
    resting = [name for name, host in checker.hosts.items() if host.rests]
    place = Window(RowNumber(), partition_by=F("host"), order_by=["due_at", "pk"])
    due = WebAddress.objects.due(begun).exclude(host__in=resting).exclude(pk__in=done).annotate(place=place)
    rows = due.filter(place__lte=OF_ONE_HOST).order_by("place", "due_at", "pk")
    return list(rows.values_list("pk", "host", "address")[:LOT])
