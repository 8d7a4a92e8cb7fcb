"""Samples of large products of cases: a part that moves from day to day, or with EXHAUSTIVE=1 the whole.

`make test` takes the part, so that it stays short; `make test-system` takes the whole of every test marked `sampled`
and of every property. To repeat another day's part, set SAMPLE to the number that the report's head line names.
"""

import os
from datetime import UTC, datetime
from zlib import crc32

EXHAUSTIVE = os.environ.get("EXHAUSTIVE") == "1"
DAY = int(os.environ.setdefault("SAMPLE", str(datetime.now(UTC).toordinal())))  # processes of one run agree on it


def sample(cases, one_in, shift=0):
    """Return one in so many of the cases, others each day: in as many days every case is taken once."""
    cases = list(cases)
    return cases if EXHAUSTIVE else cases[(DAY + shift) % min(one_in, len(cases) or 1) :: one_in]


def sample_by_name(cases, one_in, name):
    """Return about one in so many of the cases, at least one, others each day and independent of their places.

    What was sampled by place before is sampled again without leaving out the same cases for ever.
    """
    cases = list(cases)
    return cases if EXHAUSTIVE else part_by_name(cases, one_in, name)


def part_by_name(cases, one_in, name):
    """Return such a sample in a whole run, too: of products that are too large to be asked whole."""
    cases = list(cases)
    ranks = {name(case): crc32(f"{DAY} {name(case)}".encode()) for case in cases}
    selected = set(sorted(ranks, key=ranks.get)[: -(-len(cases) // one_in)])
    return [case for case in cases if name(case) in selected]


def examples(number, at_least=2):
    """Return the number of examples of a property: a fifth of `number`, which a whole run takes."""
    return number if EXHAUSTIVE else max(number // 5, at_least)
