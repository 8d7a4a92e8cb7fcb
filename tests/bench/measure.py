"""One size measured from end to end: everything made that is missing, then everybody asked in turn."""

from collections import defaultdict
from contextlib import ExitStack
from statistics import median

from . import contestants, corpus, kept, visitor
from .contestants import PATIENCE
from .places import Place, say
from .questions import questions
from .report import about_this_run
from .worker import Failed, TooSlow

ROUNDS, BUDGET = 7, 6  # rounds; seconds after which nobody is asked more of the same class
ALL = (contestants.core, contestants.portal, contestants.modelsearch_on_sqlite,
       contestants.modelsearch_on_postgresql, contestants.datasette_over_http)  # fmt: skip


def measure(size):
    """All figures of one size as plain values."""
    place = Place(size)
    place.make("corpus", lambda _: corpus.write(size, place.corpus, place.counts))
    asked = questions(size, place.counts)
    with ExitStack() as stack:
        everybody, told = {}, {"size": size, "builds": place.builds}
        for join in ALL:
            everybody |= stack.enter_context(join(place, asked, told))
        say(f"{size:,}: asking everybody")
        told["classes"] = in_turn(everybody, asked)
    told["about"] = about_this_run(kept.PINNED)
    return told


def in_turn(everybody, asked):
    """p50, p95 and number of measurements by class and contestant; or why there are none, in a word."""
    times, out = defaultdict(list), {}
    for _ in range(ROUNDS):
        for name, variants in asked.items():
            for question in variants:
                for who, ask in everybody.items():
                    if (name, who) not in out and sum(times[name, who]) < BUDGET * 1000:
                        _ask(ask, question, name, who, times, out)
    told = {key: {"p50": median(ms), "p95": visitor.p95(ms), "n": len(ms)} for key, ms in times.items() if ms} | out
    return {name: {who: told[n, who] for n, who in told if n == name} for name in asked}


def _ask(ask, question, name, who, times, out):
    try:
        for also, ms in ask(question).items():
            times[name, who + also].append(ms)
    except (TooSlow, TimeoutError):
        out[name, who] = f"over {PATIENCE} s"
    except (OSError, Failed) as problem:
        say(f"{who}, {name}: {str(problem).splitlines()[-1]}")
        out[name, who] = "no"
