"""python -m tests.bench.exports [ROWS]: export that many rows over HTTP, beside COPY, Django and import-export.

Writes docs/benchmarks-exports.md. Databases and other artefacts stay in var/bench, as they take long to make.
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

from . import artefacts, corpus
from .exports_report import document
from .memory import anonymous
from .report import about_this_run
from .server import Server, free_port
from .worker import ROOT, Worker
from .workspace import Workspace, say

ROUNDS = 3
SAMPLE, SMALL_SAMPLE = 100_000, 20_000  # rows of the slow contestants, and of the slowest
LONGEST = 5_400  # seconds a database may take to be made
PINNED = ["django-import-export==4.3.12"]
COLUMNS = "id,kind,title,original_title,language,date,countries,topics,summary,url,source_url,verified_on"
PLAIN_COLUMNS = "id,kind,title,original_title,language,date,summary,url,source_url,verified_on"


def main(rows):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that every process started here is ended
    workspace = Workspace(100_000)
    workspace.make("corpus", lambda _: corpus.write(100_000, workspace.corpus, workspace.counts))
    result = {"rows": rows, "engines": {}}
    for engine in artefacts.ENGINES:
        with artefacts.database(engine, artefacts.HOME / f"exports-{rows}") as surroundings:
            result["engines"][engine] = measure_engine(engine, workspace, rows, surroundings)
    result["about"] = about_this_run(PINNED)
    (artefacts.HOME / f"exports-{rows}.json").write_text(json.dumps(result, indent=1))
    text = document(result)
    (ROOT / "docs" / "benchmarks-exports.md").write_text(text)
    print(text)


def measure_engine(engine, workspace, rows, surroundings):
    home = artefacts.HOME / f"exports-{rows}"
    python = peers_python()
    worker = Worker(python, "-m", "tests.bench.exports_worker", str(workspace.corpus), DJANGO_SETTINGS_MODULE="baliportal.settings",
                    **surroundings)  # fmt: skip
    with worker:
        say(f"{engine}: {rows:,} rows")
        other = home / artefacts.ENGINES[0] / "var" / "index" if engine != artefacts.ENGINES[0] else ""
        artefacts.stamped(
            home / engine,
            lambda _: worker.ask("fill", LONGEST, size=rows) | worker.ask("index", LONGEST, other=str(other)),
        )
        return measure_contestants(engine, worker, surroundings)


def measure_contestants(engine, worker, surroundings):
    """Medians over the rounds by contestant, asked in turn, and the workbook, asked for alone."""
    figures = {}
    command, port = [sys.executable, "-m", "gunicorn", "--config", "python:baliportal.server"], free_port()
    export_cache = Path(surroundings["PORTAL_VAR"]) / "exports"
    with Server(command, port, "/healthz", PORT=str(port), **surroundings) as _:
        for number in range(ROUNDS):
            say(f"{engine}: round {number + 1}")
            for who, ask in contestants(engine, worker, port, export_cache).items():
                figures.setdefault(who, []).append(ask())
                say(f"{engine}: {who}: {figures[who][-1]['rate']:,.0f} rows a second")
        medians = {
            who: {key: median(one[key] for one in rounds) for key in rounds[0]} for who, rounds in figures.items()
        }
        book = download(port, f"/search.xlsx?columns={COLUMNS}&kind=resource", export_cache)
        medians["workbook"] = book | {"rows": list_total(port, "/search.json?kind=resource")}
    return medians


def contestants(engine, worker, port, export_cache):
    """{name: callable that exports once and returns its figures}."""
    answerers = {
        "portal": lambda: download(port, f"/search.csv?columns={COLUMNS}", export_cache),
        "portal, plain columns": lambda: download(port, f"/search.csv?columns={PLAIN_COLUMNS}", export_cache),
        "row by row": lambda: worker.ask("row_by_row", LONGEST, rows=SAMPLE),
        "values_list": lambda: worker.ask("values", LONGEST, rows=SAMPLE),
        "import-export": lambda: worker.ask("import_export", LONGEST, rows=SMALL_SAMPLE),
    }
    if engine == "PostgreSQL":
        answerers["COPY"] = lambda: worker.ask("copied", LONGEST, columns=COLUMNS.split(","))
        answerers["COPY, plain columns"] = lambda: worker.ask("copied", LONGEST, columns=PLAIN_COLUMNS.split(","))
    return answerers


def download(port, address, export_cache):
    """One file over HTTP, made anew: seconds to its first and last byte, rows a second, growth of the server's memory in MB.

    Every export that is in the cache is removed first, so that none is served from it.
    """
    empty(export_cache)
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
    parted = False  # True where the last piece ended between CR and LF
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


def empty(directory):
    """Remove the files of a directory that the portal allows to be emptied at any time."""
    for path in directory.glob("*"):
        path.unlink(missing_ok=True)


def list_total(port, address):
    """Number of records of a list, from the beginning of its JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    connection.request("GET", address)
    beginning = connection.getresponse().read(100).decode()
    connection.close()
    return int(re.search(r'"total": (\d+)', beginning)[1])


def served_by(port):
    """Process ids of the server on a port: the parent and its workers."""
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*") if _is_portal_server(path)]
    return [pid for pid in pids if f"PORT={port}" in _environment(pid)]


def _is_portal_server(path):
    with suppress(OSError):
        return b"baliportal.server" in (path / "cmdline").read_bytes()
    return False


def _environment(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace").split("\0")
    return []


def peers_python():
    """The Python of an environment with django-import-export beside all that the portal has."""
    directory = artefacts.HOME / "peers-exports"
    artefacts.stamped(directory, _install)
    return directory / "bin" / "python"


def _install(directory):
    venv.create(directory, with_pip=True)
    subprocess.run([directory / "bin" / "python", "-m", "pip", "install", "--quiet", *PINNED], check=True, timeout=600)
    own = next(directory.glob("lib/python*/site-packages"))
    (own / "portal.pth").write_text(next(path for path in sys.path if path.endswith("site-packages")) + "\n")
    return PINNED


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
