"""python -m tests.bench.load [MINUTES [ENTRIES]]: mixed traffic at 1x, 2x and 5x of capacity, each for that long.

Writes docs/benchmarks-load.md. The database stays in var/bench. The minimal application gets a tenth of the time.
"""

import asyncio
import json
import signal
import sys
import time

from .. import artefacts, corpus
from ..report import about_this_run
from ..server import Server, free_port
from ..worker import ROOT, Worker
from ..workspace import Workspace, say
from .beside import curate, probe, seconds_until_normal, watch_memory
from .client import Figures, arrivals, capacity
from .mix import SHARES, Mix, TitlesMix
from .report import document

LEVELS = (1, 2, 5)
LONGEST = 5_400  # seconds a database may take to be made


def main(minutes, entries):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that every process started here is ended
    workspace = Workspace(entries)
    workspace.make("corpus", lambda _: corpus.write(entries, workspace.corpus, workspace.counts))
    home = artefacts.HOME / f"load-{entries}"
    with artefacts.database("PostgreSQL", home) as surroundings:
        surroundings = surroundings | {"DJANGO_SETTINGS_MODULE": "baliportal.settings", "PORTAL_PROXIES": "1"}
        command = (sys.executable, "-m", "tests.bench.load.portal_worker", str(workspace.corpus))
        with Worker(*command, **surroundings) as worker:
            made = artefacts.stamped(home / "PostgreSQL", lambda _: worker.ask("fill", LONGEST, size=entries))
            given = worker.ask("surroundings", 60) | {"files": [made["file"]]}
        words = [word for word, _ in json.loads(workspace.counts.read_text())[200:2_200]]
        run = measure_portal(surroundings, given, words, minutes * 60)
        run["minimal"] = measure_minimal(surroundings, entries, max(minutes * 6, 10))
    run |= {"entries": made["entries"], "about": about_this_run(()), "seconds": minutes * 60}
    run["mix"] = ", ".join(f"{name} {share} %" for name, share in SHARES.items())
    (ROOT / "docs" / "benchmarks-load.md").write_text(document(run))


def measure_portal(surroundings, given, words, seconds):
    port = free_port()
    server = Server(gunicorn("baliportal.server"), port, "/healthz", PORT=str(port), **surroundings)
    with server:
        mix = Mix(given, words)
        asyncio.run(capacity(port, mix, seconds=5))  # warms what is read once in a process
        rate = asyncio.run(capacity(port, mix))
        say(f"capacity: {rate:.0f} requests a second")
        return {
            "capacity": rate,
            "levels": [
                asyncio.run(measure_level(port, mix, rate, times, seconds, given["curators"], server._process.pid))
                for times in LEVELS
            ],
        }


async def measure_level(port, mix, rate, times, seconds, curators=(), pid=None):
    say(f"{times}x: {rate * times:.0f} requests a second for {seconds:.0f} s")
    figures, memory, stop, began = Figures(), [], asyncio.Event(), time.perf_counter()
    beside = [probe(port, figures, began, stop), *(curate(port, one, figures, began, stop) for one in curators)]
    beside = [asyncio.create_task(each) for each in [*beside, *([watch_memory(pid, memory, stop)] if pid else [])]]
    await arrivals(port, mix, rate * times, seconds, figures)
    normal = await seconds_until_normal(port) if pid else 0.0
    stop.set()
    await asyncio.gather(*beside)
    return {"times": times, "rate": rate * times, "figures": figures.taken, "memory": memory, "normal": normal}


def measure_minimal(surroundings, entries, seconds):
    port = free_port()
    with Server(gunicorn("tests.bench.load.minimal"), port, "/healthz", PORT=str(port), **surroundings):
        mix = TitlesMix(entries)
        rate = asyncio.run(capacity(port, mix))
        levels = [asyncio.run(measure_level(port, mix, rate, times, seconds)) for times in LEVELS]
    return {"capacity": rate, "levels": levels, "seconds": seconds}


def gunicorn(config):
    return [sys.executable, "-m", "gunicorn", "--config", f"python:{config}"]


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:]]
    main(given[0] if given else 20, int(given[1]) if given[1:] else 100_000)
