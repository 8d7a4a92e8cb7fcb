"""docs/benchmarks-exports.md from the figures."""

HEAD = """# Benchmarks of exports

Written by `make bench-exports`: {rows:,} records, made of the bench's corpus and copies of it, taken away as CSV from
gunicorn as `make run` starts it, the export cache emptied before each; medians of three rounds, in turn, in one run. {about}

* **portal**: `/search.csv` with 12 columns (countries and themes joined in a cell) over HTTP: one state of database and
  index, cells neutralised, checksum and count taken. *Plain columns*: 10, without countries and themes.
* **COPY**: PostgreSQL's own of the same cells of the same rows, not neutralised, in the order of their keys: the limit.
* **row by row**: instances through Python's csv writer, relations fetched along; **values_list**: the 10 plain columns.
* **import-export**: django-import-export with the same 12 columns, 20,000 rows. These three in their own process,
  without HTTP, the others with 100,000 rows.
"""
ROW = "| {who} | {rows:,.0f} | {rate:,.0f} | {ratio} |"


def document(result):
    parts = [HEAD.format(rows=result["rows"], about=result["about"])]
    for engine, medians in result["engines"].items():
        parts.append(f"## {engine}\n")
        parts.append("| | rows | rows a second | portal is |\n|---|---|---|---|")
        parts += [_row(who, figures, medians) for who, figures in medians.items() if who != "workbook"]
        parts.append("")
        parts += [f"* {words}" for words in _footnotes(medians)]
        parts.append("")
    return "\n".join(parts)


def _row(who, figures, medians):
    mine = medians["portal, plain columns" if "plain" in who or who == "values_list" else "portal"]
    ratio = "" if who.startswith("portal") else f"{mine['rate'] / figures['rate']:.2f}x"
    return ROW.format(who=who, rows=figures["rows"], rate=figures["rate"], ratio=ratio)


def _footnotes(medians):
    portal, book = medians["portal"], medians["workbook"]
    yield f"First byte after {portal['first'] * 1000:,.0f} ms, the last after {portal['seconds']:.1f} s ({portal['bytes'] / 1e6:,.0f} MB)."
    yield f"The server's own memory grew by {portal['grown']:.0f} MB."
    size = f"{book['rows']:,} rows and {book['bytes'] / 1e6:,.0f} MB"
    yield f"A workbook of {size} took {book['seconds']:.1f} s; memory grew by {book['grown']:.0f} MB."
