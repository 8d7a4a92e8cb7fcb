"""python -m tests.bench.exports [ROWS]: takes away that many rows over HTTP, beside COPY, Django and import-export.

Writes docs/benchmarks-exports.md. Everything stays in var/bench, also the databases, which take long to make.
"""

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import time
import venv
from contextlib import suppress
from pathlib import Path
from statistics import median

from . import corpus, kept
from .exports_report import document
from .memory import anonymous
from .places import Place, say
from .report import about_this_run
from .server import Server, free_port
from .worker import ROOT, Worker

ROUNDS, SAMPLE, FEW_ROWS = 3, 100_000, 20_000  # rounds; rows of slow contestants, and of the slowest
LONGEST = 5_400  # seconds that the making of a database may take
PINNED = ["django-import-export==4.3.12"]
COLUMNS = "id,kind,title,original_title,language,date,countries,topics,summary,url,source_url,verified_on"
FEW = "id,kind,title,original_title,language,date,summary,url,source_url,verified_on"


def main(rows):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that every process started here is ended
    place = Place(100_000)
    place.make("corpus", lambda _: corpus.write(100_000, place.corpus, place.counts))
    told = {"rows": rows, "engines": {}}
    for engine in kept.ENGINES:
        with kept.database(engine, kept.HOME / f"exports-{rows}") as surroundings:
            told["engines"][engine] = measured(engine, place, rows, surroundings)
    told["about"] = about_this_run(PINNED)
    (kept.HOME / f"exports-{rows}.json").write_text(json.dumps(told, indent=1))
    text = document(told)
    (ROOT / "docs" / "benchmarks-exports.md").write_text(text)
    print(text)


def measured(engine, place, rows, surroundings):
    home = kept.HOME / f"exports-{rows}"
    python = peers_python()
    worker = Worker(python, "-m", "tests.bench.exporting", str(place.corpus), DJANGO_SETTINGS_MODULE="baliportal.settings",
                    **surroundings)  # fmt: skip
    with worker:
        say(f"{engine}: {rows:,} rows")
        other = home / kept.ENGINES[0] / "var" / "index" if engine != kept.ENGINES[0] else ""
        kept.stamped(
            home / engine,
            lambda _: worker.ask("fill", LONGEST, size=rows) | worker.ask("index", LONGEST, other=str(other)),
        )
        return asked(engine, worker, surroundings, rows)


def asked(engine, worker, surroundings, rows):
    """Everybody in turn, medians of the rounds; then the workbook, alone."""
    found = {}
    command, port = [sys.executable, "-m", "gunicorn", "--config", "python:baliportal.server"], free_port()
    with Server(command, port, "/healthz", PORT=str(port), **surroundings) as _:
        for number in range(ROUNDS):
            say(f"{engine}: round {number + 1}")
            for who, ask in contestants(engine, worker, port, number).items():
                found.setdefault(who, []).append(ask())
                say(f"{engine}: {who}: {found[who][-1]['rate']:,.0f} rows a second")
        out = {who: {key: median(each[key] for each in times) for key in times[0]} for who, times in found.items()}
        book = taken(port, f"/search.xlsx?columns={COLUMNS}&kind=resource&v={time.time_ns()}")
        out["workbook"] = book | {"rows": total(port, "/search.json?kind=resource")}
    return out


def contestants(engine, worker, port, number):
    fresh = f"v={number}{time.time_ns()}"
    found = {
        "portal": lambda: taken(port, f"/search.csv?columns={COLUMNS}&{fresh}"),
        "portal, plain columns": lambda: taken(port, f"/search.csv?columns={FEW}&{fresh}"),
        "row by row": lambda: worker.ask("row_by_row", LONGEST, rows=SAMPLE),
        "values_list": lambda: worker.ask("values", LONGEST, rows=SAMPLE),
        "import-export": lambda: worker.ask("import_export", LONGEST, rows=FEW_ROWS),
    }
    if engine == "PostgreSQL":
        found["COPY"] = lambda: worker.ask("copied", LONGEST, columns=COLUMNS.split(","))
        found["COPY, plain columns"] = lambda: worker.ask("copied", LONGEST, columns=FEW.split(","))
    return found


def taken(port, address):
    """One file over HTTP: seconds to its first byte and to its last, rows a second, and what the server's memory grew by."""
    pids = served_by(port)
    before, peak, end = sum(map(anonymous, pids)), [0.0], threading.Event()

    def look():
        while not end.wait(0.05):
            peak[0] = max(peak[0], sum(map(anonymous, pids)))

    watch = threading.Thread(target=look)
    watch.start()
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    connection.request("GET", address)
    response = connection.getresponse()
    size, lines = len(response.read(1)), 0
    first = time.perf_counter() - start
    parted = False  # whether the last piece ended within a line end
    while piece := response.read(1 << 18):
        size, lines = size + len(piece), lines + piece.count(b"\r\n") + (parted and piece.startswith(b"\n"))
        parted = piece.endswith(b"\r")
    seconds = time.perf_counter() - start
    end.set()
    watch.join()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{response.status} at {address}")
    return {"rows": lines - 1, "rate": (lines - 1) / seconds, "seconds": seconds, "first": first, "bytes": size,
            "grown": peak[0] - before}  # fmt: skip


def total(port, address):
    """How many records a list has, as its JSON begins."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    connection.request("GET", address)
    beginning = connection.getresponse().read(100).decode()
    connection.close()
    return int(re.search(r'"total": (\d+)', beginning)[1])


def served_by(port):
    """The processes that listen there: the parent and its workers."""
    found = [int(path.name) for path in Path("/proc").glob("[0-9]*") if _commanded(path)]
    return [pid for pid in found if f"PORT={port}" in _environment(pid)]


def _commanded(path):
    with suppress(OSError):
        return b"baliportal.server" in (path / "cmdline").read_bytes()
    return False


def _environment(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace").split("\0")
    return []


def peers_python():
    """The Python of an environment with django-import-export beside all that the portal has."""
    directory = kept.HOME / "peers-exports"
    kept.stamped(directory, _install)
    return directory / "bin" / "python"


def _install(directory):
    venv.create(directory, with_pip=True)
    subprocess.run([directory / "bin" / "python", "-m", "pip", "install", "--quiet", *PINNED], check=True, timeout=600)
    own = next(directory.glob("lib/python*/site-packages"))
    (own / "portal.pth").write_text(next(path for path in sys.path if path.endswith("site-packages")) + "\n")
    return PINNED


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
