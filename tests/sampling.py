"""Samples of large products of cases: a part that moves from day to day, or with EXHAUSTIVE=1 the whole.

`make test` takes the part, so that it stays short; `make test-system` takes the whole of every test marked `sampled`
and of every property. To repeat another day's part, set SAMPLE to the number that the report's head line names.
"""

import os
from datetime import UTC, datetime

EXHAUSTIVE = os.environ.get("EXHAUSTIVE") == "1"
DAY = int(os.environ.setdefault("SAMPLE", str(datetime.now(UTC).toordinal())))  # processes of one run agree on it


def sample(cases, one_in, shift=0):
    """Return one in so many of the cases, others each day: in as many days every case is taken once."""
    cases = list(cases)
    return cases if EXHAUSTIVE else cases[(DAY + shift) % min(one_in, len(cases) or 1) :: one_in]


def examples(number, at_least=2):
    """Return the number of examples of a property: a fifth of `number`, which a whole run takes."""
    return number if EXHAUSTIVE else max(number // 5, at_least)
