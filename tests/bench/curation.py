"""python -m tests.bench.curation [LAWS]: the pages of the back office over that many laws, and a large spreadsheet.

Writes docs/benchmarks-curation.md. The databases stay in var/bench.
"""

import signal
import sys

from . import artefacts, corpus
from .report import about_this_run
from .worker import ROOT, Worker
from .workspace import Workspace, say

LONGEST = 5_400  # seconds a database may take to be made
TIMES = 11  # views of a page
ROWS = 20_000  # rows of a spreadsheet
LAWS = "/admin/legislation/law/"
PAGES = {
    "the desk": "/admin/",
    "laws": LAWS,
    "laws, a page far behind": f"{LAWS}?p={{half}}",
    "laws of one country": f"{LAWS}?countries__id__exact=1",
    "laws, a word sought": f"{LAWS}?q=act",
    "laws, incomplete": f"{LAWS}?queue=incomplete",
    "the quality of laws": "/admin/catalogue/entry/quality/",
    "everything that was changed": "/admin/catalogue/change/",
    "reports": "/admin/reports/",
}
HEAD = """# Benchmarks of the back office

Written by `make bench-curation`: {laws:,} laws of the bench's corpus, once in PostgreSQL and once in SQLite. {about}

Milliseconds in the server, without the network, of a page seen {times} times by somebody who may do everything; queries
of the database for one of them. Spreadsheets: the time to take {rows:,} laws out as a file with one cell of each changed,
to read that file in, and to preview what it would do row by row; by how many MB the process grew at most.
"""


def main(laws):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that every process started here is ended
    workspace = Workspace(laws)
    workspace.make("corpus", lambda _: corpus.write(laws, workspace.corpus, workspace.counts))
    figures = {
        engine: measure_engine(engine, workspace, artefacts.HOME / f"curation-{laws}") for engine in artefacts.ENGINES
    }
    head = HEAD.format(laws=laws, about=about_this_run(()), times=TIMES, rows=ROWS)
    text = "\n".join(
        [head, *(line for engine, (pages, sheets) in figures.items() for line in _section(engine, pages, sheets))]
    )
    (ROOT / "docs" / "benchmarks-curation.md").write_text(text)
    print(text)


def measure_engine(engine, workspace, home):
    """(figures by page, figures by file suffix)."""
    with (
        artefacts.database(engine, home) as surroundings,
        Worker(sys.executable, "-m", "tests.bench.curation_worker", str(workspace.corpus),
               DJANGO_SETTINGS_MODULE="baliportal.settings", **surroundings) as worker,
    ):  # fmt: skip
        say(f"{engine}: {workspace.size:,} laws")
        artefacts.stamped(home / engine, lambda _: worker.ask("fill", LONGEST, size=workspace.size))
        pages = {
            name: worker.ask("page", 600, address=address.format(half=workspace.size // 200), times=TIMES)
            for name, address in PAGES.items()
        }
        return pages, {suffix: worker.ask("sheet", 1_800, suffix=suffix, rows=ROWS) for suffix in ("csv", "xlsx")}


def _section(engine, pages, sheets):
    yield from (f"## {engine}", "", "| page | p50 | p95 | queries |", "|---|---|---|---|")
    for name, figures in pages.items():
        yield f"| {name} | {figures['p50']:.0f} | {figures['p95']:.0f} | {figures['queries']} |"
    yield from ("", "| file | out, s | read, s | preview, s | MB |", "|---|---|---|---|---|")
    for suffix, figures in sheets.items():
        yield f"| {suffix} | {figures['out']:.1f} | {figures['read']:.1f} | {figures['preview']:.1f} | {figures['grown']:.0f} |"
    yield ""


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
