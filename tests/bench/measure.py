"""Measurement of one corpus size: make missing artefacts, then ask all contestants in turn."""

from collections import defaultdict
from contextlib import ExitStack
from statistics import median

from . import artefacts, contestants, corpus, visitor
from .contestants import PATIENCE
from .questions import questions
from .report import about_this_run
from .worker import Failed, TooSlow
from .workspace import Workspace, say

ROUNDS, BUDGET = 7, 6  # rounds; seconds of answers after which a contestant gets no more questions of a class
ALL = (contestants.core, contestants.portal, contestants.modelsearch_on_sqlite,
       contestants.modelsearch_on_postgresql, contestants.datasette_over_http)  # fmt: skip


def measure(size):
    """All figures of one size, as JSON values."""
    workspace = Workspace(size)
    workspace.make("corpus", lambda _: corpus.write(size, workspace.corpus, workspace.counts))
    questions_by_class = questions(size, workspace.counts)
    with ExitStack() as stack:
        answerers, result = {}, {"size": size, "builds": workspace.builds}
        for join in ALL:
            answerers |= stack.enter_context(join(workspace, questions_by_class, result))
        say(f"{size:,}: asking the contestants")
        result["classes"] = ask_in_turn(answerers, questions_by_class)
    result["about"] = about_this_run(artefacts.PINNED)
    return result


def ask_in_turn(answerers, questions_by_class):
    """{class: {contestant: {p50, p95, n}, or a word that says why there is none}}."""
    times, out = defaultdict(list), {}
    for _ in range(ROUNDS):
        for name, variants in questions_by_class.items():
            for question in variants:
                for who, ask in answerers.items():
                    if (name, who) not in out and sum(times[name, who]) < BUDGET * 1000:
                        _ask(ask, question, name, who, times, out)
    figures = {key: {"p50": median(ms), "p95": visitor.p95(ms), "n": len(ms)} for key, ms in times.items() if ms} | out
    return {name: {who: figures[n, who] for n, who in figures if n == name} for name in questions_by_class}


def _ask(ask, question, name, who, times, out):
    try:
        for also, ms in ask(question).items():
            times[name, who + also].append(ms)
    except (TooSlow, TimeoutError):
        out[name, who] = f"over {PATIENCE} s"
    except (OSError, Failed) as problem:
        say(f"{who}, {name}: {str(problem).splitlines()[-1]}")
        out[name, who] = "no"
