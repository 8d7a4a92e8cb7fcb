"""python -m tests.bench.files [SIZE] [--documents DIRECTORY]: search in files, and extraction of their text.

SIZE records with as many pages (100,000). The text of the PDFs in DIRECTORY is extracted; without it, that of made ones.
Writes docs/benchmarks-files.md; databases and indexes stay in var/bench.
"""

import argparse
import json
import signal
import sys
from contextlib import ExitStack
from statistics import median

from . import artefacts, corpus, extraction, files_report, visitor
from .exports import served_by
from .memory import anonymous
from .questions import questions
from .report import about_this_run
from .server import Server, free_port
from .worker import ROOT, Failed
from .workspace import Workspace, say

ROUNDS, PATIENCE = 7, 60  # rounds; seconds for one answer
LONGEST = 6 * 3600  # seconds a database or an index may take to be made
CLASSES = {"word": "medium", "two words": "two words", "phrase": "phrase"}
PORTALS = {"with files": "fill", "without files": "fill without files"}


def main(size, documents):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that every process started here is ended
    artefacts.HOME.mkdir(parents=True, exist_ok=True)
    result = measure(size, documents)
    (artefacts.HOME / f"files-{size}.json").write_text(json.dumps(result, indent=1))
    results = [json.loads(path.read_text()) for path in artefacts.HOME.glob("files-[0-9]*.json")]
    text = files_report.document(results)
    (ROOT / "docs" / "benchmarks-files.md").write_text(text)
    print(text)


def measure(size, documents):
    """All figures of one size, as JSON values."""
    workspace = Workspace(size)
    workspace.make("corpus", lambda _: corpus.write(size, workspace.corpus, workspace.counts))
    asked = questions(size, workspace.counts)
    asked = {name: asked[source] for name, source in CLASSES.items()}
    result = {"size": size, "builds": {}}
    with ExitStack() as stack:
        portals = {name: stack.enter_context(_Portal(workspace, name, result)) for name in PORTALS}
        worker = portals["with files"].worker
        result["search"] = ask_in_turn(asked, {
            "Tantivy": lambda q: worker.ask("bare", PATIENCE, q=q)["ms"],
            "search in files": lambda q: worker.ask("search", PATIENCE, q=q)["ms"],
        })  # fmt: skip
        result["memory before"] = {name: one.memory() for name, one in portals.items()}
        result["http"] = ask_in_turn(asked, {
            "without files": lambda q: portals["without files"].page(q),
            "with files": lambda q: portals["with files"].page(q),
            "in files alone": lambda q: portals["with files"].page(f"in:file {q}"),
        })  # fmt: skip
        result["memory"] = {name: one.memory() for name, one in portals.items()}
        result["extraction"] = _extraction(worker, extraction.documents(documents, workspace.home / "documents"))
    result["about"] = about_this_run(())
    return result


def ask_in_turn(asked, contestants):
    """{class: {contestant: median of milliseconds}}; the first round is not counted."""
    times = {name: {who: [] for who in contestants} for name in asked}
    for number in range(ROUNDS + 1):
        for name, variants in asked.items():
            for question in variants:
                for who, ask in contestants.items():
                    ms = ask(question["q"])
                    times[name][who] += [ms] * (number > 0)
    return {name: {who: median(ms) for who, ms in by_who.items()} for name, by_who in times.items()}


class _Portal:
    """A served portal of the corpus, with files or without: made, indexed, started, and ended."""

    def __init__(self, workspace, name, result):
        self._workspace, self._name, self._builds = workspace, name, result["builds"]
        self._home, self._port = name.replace(" ", "-"), free_port()
        self._stack = ExitStack()

    def __enter__(self):
        var = str(self._workspace.home / self._home / "var")
        self.worker = self._stack.enter_context(self._workspace.worker("files_worker", PORTAL_VAR=var))
        self._make(self._home, lambda: self._filled(self.worker))
        self.worker.ask("prepare", LONGEST)
        self._make(f"index-{self._home}-{self._workspace.code}", lambda: self.worker.ask("build", LONGEST))
        self.worker.close()  # memory that is left from building would count as the search's
        command = [sys.executable, "-m", "gunicorn", "--config", "python:baliportal.server"]
        server = Server(command, self._port, "/healthz", PORTAL_VAR=var, PORT=str(self._port))
        self._visitor = self._stack.enter_context(server)
        return self

    def __exit__(self, *raised):
        self._stack.close()

    def page(self, q):
        """Milliseconds of the first page of results, which no cache holds."""
        return self._visitor.get_uncached(visitor.address(q))[0]

    def memory(self):
        """Anonymous memory of the web server's processes in MB."""
        return sum(map(anonymous, served_by(self._port)))

    def _make(self, name, build):
        say(f"{self._workspace.size:,}: {name}")
        kind = "index" if name.startswith("index") else "database"
        made = artefacts.stamped(self._workspace.home / name, lambda _: build())
        self._builds[f"{kind}, {self._name}"] = made

    def _filled(self, worker):
        worker.ask("prepare", LONGEST)
        return worker.ask(PORTALS[self._name], LONGEST, size=self._workspace.size)


def _extraction(worker, paths):
    say(f"Extraction from {len(paths)} files")
    try:
        ours = worker.ask("extract", LONGEST, paths=paths)
    except Failed as problem:
        raise SystemExit(f"extraction: {problem}") from problem
    return {"files": len(paths), "portal": ours, "pdftotext": extraction.by_pdftotext(paths)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("size", nargs="?", type=int, default=100_000)
    parser.add_argument("--documents", default="")
    arguments = parser.parse_args()
    main(arguments.size, arguments.documents)
