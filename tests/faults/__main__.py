"""The long series, with their figures into docs/faults.md: python -m tests.faults [KILLS] [EVERY]

KILLS processes are killed on each database (200), and FILES at each stage of taking in and reading a file; a commit is
cut short at each EVERY-th operation (1).
"""

import os
import sys
from datetime import UTC, datetime

from .runs import ROOT, backup_kills, each_operation, file_stages, random_kills

PAGE = ROOT / "docs" / "faults.md"
FILES, BACKUPS = 10, 40
HEAD = """# Faults

Measured by `make faults` on {day}, {cores} processors. After each kill the portal is started (`prepare`) and compared:
every document of the search index with one made of the database. A wedge is a start that fails or an index that
differs; for files also bytes or pages that are not whole, that nothing names, or that wait for ever; for backups a set
that is not as it was written.

| killed | kills | wedges | seconds |
|---|---:|---:|---:|
"""
OPERATIONS = {"commit": 1, "commits that merge": 3, "rebuild": 25}  # each operation, each third, each twenty-fifth


def main(kills=200, every=1):
    results = {}
    for database in ("sqlite", "postgresql"):
        results[f"saving, moving, saving files, importing, housekeeping; {database}"] = random_kills(database, kills)
        results[f"taking in and reading files, {FILES} at each stage; {database}"] = file_stages(database, FILES)
        results[f"backups; {database}"] = backup_kills(database, BACKUPS)
    for act, step in OPERATIONS.items():
        label = f"the index's {act}, at each file operation" + (f" in {step * every}" if step * every > 1 else "")
        results[label] = each_operation(act, step * every)
    PAGE.write_text(page(results))
    return any(series and series["wrong"] for series in results.values())


def page(results):
    """The figures as a page; a series that could not run says so."""
    lines = [_line(label, series) for label, series in results.items()]
    wrong = [f"* {word}" for series in results.values() if series for word in series["wrong"]]
    head = HEAD.format(day=f"{datetime.now(UTC):%d %B %Y}", cores=os.cpu_count())
    return head + "\n".join(lines) + "\n" + "\n".join(["", *wrong, ""] if wrong else [])


def _line(label, series):
    if series is None:
        return f"| {label} | not run: not installed | | |"
    return f"| {label} | {series['kills']} | {len(series['wrong'])} | {series['seconds']} |"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
