"""python -m tests.bench.workbooks [ROWS]: our XLSX writer beside XlsxWriter and openpyxl, on the same rows.

Writes docs/benchmarks-workbooks.md. Each writer runs as a process of its own, in turn, several rounds.
"""

import json
import subprocess
import sys
import venv
from statistics import median

from . import artefacts
from .report import about_this_run
from .worker import ROOT

ROUNDS, COLUMNS = 3, 12
PINNED = ["XlsxWriter==3.2.9", "openpyxl==3.1.5", "defusedxml"]
WRITERS = ("ours", "XlsxWriter, constant_memory", "openpyxl, write_only")
WRITING = """
import json, resource, sys, time, tempfile
rows, columns = int(sys.argv[2]), int(sys.argv[3])
names = [f"column{n}" for n in range(columns)]
def records():
    for number in range(rows):
        yield [f"Value {number} of column {n}, as long as a title" for n in range(columns)]
begun, first, size = time.perf_counter(), None, 0
if sys.argv[1] == "ours":
    from types import SimpleNamespace
    from baliportal.catalogue.schema.records import SchemaField
    from baliportal.catalogue.schema.scalars import Text
    from baliportal.exports.formats import xlsx_format
    fields = [SchemaField(name, name, Text(), "A text.") for name in names]
    for piece in xlsx_format.write(fields, (dict(zip(names, row)) for row in records())):
        first = first or (piece and time.perf_counter() - begun)
        size += len(piece)
else:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        if sys.argv[1].startswith("XlsxWriter"):
            import xlsxwriter
            book = xlsxwriter.Workbook(file.name, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, names)
            for number, row in enumerate(records(), 1):
                for place, text in enumerate(row):
                    sheet.write_string(number, place, text)
            book.close()
        else:
            import openpyxl
            book = openpyxl.Workbook(write_only=True)
            sheet = book.create_sheet()
            sheet.append(names)
            for row in records():
                sheet.append(row)
            book.save(file.name)
        first = time.perf_counter() - begun
        size = file.seek(0, 2)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.perf_counter() - begun, "first": first, "memory": memory, "size": size / 1e6}))
"""
HEAD = """# XLSX writers

Written by `python -m tests.bench.workbooks`: {rows:,} rows of {columns} texts, medians of {rounds} rounds, each writer in a
process of its own. {about}

| writer | seconds | first byte after | memory at most | file |
|---|---:|---:|---:|---:|
"""


def main(rows):
    python = artefacts.HOME / "workbooks" / "bin" / "python"
    artefacts.stamped(artefacts.HOME / "workbooks", _install)
    figures = {writer: [] for writer in WRITERS}
    for _ in range(ROUNDS):
        for writer in WRITERS:
            interpreter = sys.executable if writer == "ours" else python
            command = [interpreter, "-c", WRITING, writer, str(rows), str(COLUMNS)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=1800)
            figures[writer].append(json.loads(done.stdout))
    text = HEAD.format(rows=rows, columns=COLUMNS, rounds=ROUNDS, about=about_this_run(PINNED))
    text += "".join(_row(writer, times) for writer, times in figures.items())
    (ROOT / "docs" / "benchmarks-workbooks.md").write_text(text)
    print(text)


def _install(directory):
    venv.create(directory, with_pip=True)
    pip = [directory / "bin" / "python", "-m", "pip", "install", "--quiet", *PINNED]
    subprocess.run(pip, check=True, timeout=600)


def _row(writer, times):
    middle = {key: median(each[key] for each in times) for key in times[0]}
    return (
        f"| {writer} | {middle['seconds']:.1f} | {middle['first']:.2f} s | {middle['memory']:.0f} MB "
        f"| {middle['size']:.1f} MB |\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)
