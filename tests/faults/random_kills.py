"""Processes killed at random moments of their work: python -m tests.faults.random_kills KILLS [SEED] [WHOLE]

After each WHOLE-th kill (1) the portal is started and compared whole, after the others only its index catches up.
Works on PORTAL_VAR and DATABASE_URL, which must be for nothing else; prints one JSON object with what came of it.
"""

import json
import random
import sys
import time
from collections import Counter

from . import portal
from .acts import ACTS, for_ever
from .forking import killed_after

# The most seconds of work before the kill.
LONGEST = 1.0
# Kills between two starts of a new process.
EACH = 20


def series(kills, seed=0, whole=1):
    """Kill so many processes, with a start after each; the figures, and each fault with the act that was killed."""
    moments, wrong, killed, begun = random.Random(seed), [], Counter(), time.monotonic()
    first = portal.prepare()
    for number in range(kills):
        name = list(ACTS)[number % len(ACTS)]
        word = killed_after(for_ever(name), moments.uniform(0, LONGEST))
        killed[name] += 1
        word = word or portal.fault(whole=number % whole == 0) or (number % EACH == 0 and portal.prepare())
        wrong += [f"{name}, kill {number + 1}: {word}"] if word else []
        print(f"{number + 1} of {kills}: {word or 'whole'}", file=sys.stderr, flush=True)
    return {"kills": kills, "by_act": dict(killed), "wrong": [first] * bool(first) + wrong,
            "seconds": round(time.monotonic() - begun)}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(series(*map(int, sys.argv[1:]))))
