"""Counters and latency of requests by kind."""

import re
from bisect import bisect_left
from http import HTTPStatus
from itertools import accumulate

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily

from .shared_counters import SharedCounters

#: Kinds by path, the first that matches; few, as each is a series of its own for every status and every bucket.
#: /help/ has no kind of its own: nobody is to see from a number when somebody looked for help.
KINDS = {
    "static": re.compile(r"/static/|/favicon\.ico$|/robots\.txt$"),
    "health": re.compile(r"/(healthz|readyz|metrics)$"),
    "admin": re.compile(r"/admin/"),
    "account": re.compile(r"/(accounts|officials)/"),
    "suggestion": re.compile(r"/search/suggest"),
    "file": re.compile(r"/files/"),
    "api": re.compile(r"/(api|data)/|/oai\b|/sitemap"),
    "export": re.compile(r"/.*\.(csv|xlsx|jsonl?|atom|ics|bib|ris|svg)$"),
    "search": re.compile(r"/search/$"),
    "page": re.compile(r""),
}
STATUSES = tuple(int(status) for status in HTTPStatus)
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, float("inf"))  # upper limits in seconds

requests = SharedCounters((kind, status) for kind in KINDS for status in STATUSES)
durations = SharedCounters((kind, limit) for kind in KINDS for limit in BUCKETS)
seconds_spent = SharedCounters(KINDS)


def use_slot(slot):
    for counters in (requests, durations, seconds_spent):
        counters.use_slot(slot)


def kind_of(path):
    return next(kind for kind, pattern in KINDS.items() if pattern.match(path))


def count_request(path, status, seconds):
    kind = kind_of(path)
    requests.add((kind, status if status in STATUSES else 500))
    durations.add((kind, BUCKETS[bisect_left(BUCKETS, seconds)]))
    seconds_spent.add(kind, seconds)


class RequestMetrics:
    """Collector of the sums of all processes."""

    def collect(self):
        answered = CounterMetricFamily("portal_requests", "Answered requests.", labels=["kind", "status"])
        for kind in KINDS:
            for status in STATUSES:
                if total := requests.total((kind, status)):
                    answered.add_metric([kind, str(status)], total)
        yield answered
        latency = HistogramMetricFamily(
            "portal_request_seconds", "Time to the first byte of an answer.", labels=["kind"]
        )
        for kind in KINDS:
            latency.add_metric([kind], _buckets(kind), seconds_spent.total(kind))
        yield latency


def _buckets(kind):
    """(upper limit, requests at or below it) pairs, as Prometheus counts them."""
    below = accumulate(durations.total((kind, limit)) for limit in BUCKETS)
    return [
        ("+Inf" if limit == float("inf") else str(limit), total) for limit, total in zip(BUCKETS, below, strict=True)
    ]
