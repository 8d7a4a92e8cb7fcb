"""The table: docs/benchmarks.md, written from the figures that each size left in var/bench."""

import datetime
import os
import platform
from importlib.metadata import version

from .questions import CLASSES

PEERS = ["modelsearch on SQLite", "modelsearch on PostgreSQL", "Datasette"]
HEAD = [
    "question",
    "Tantivy",
    "search",
    "x Tantivy",
    "with marks",
    "again",
    "with answer",
    "x Tantivy",
    "HTTP p50",
    "p95",
    "template",
    "kept",
    *PEERS,
]
BUILDS = {"corpus": "corpus", "database": "database, journal included", "index": "index of the search core",
          "index from the database": "index, from the database"}  # fmt: skip


def document(results):
    parts = [INTRODUCTION.format(classes=_classes())]
    parts += [_section(result) for result in sorted(results, key=lambda result: result["size"])]
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """# Benchmarks

Written by `make bench`. Times are milliseconds, medians of questions asked in turn of everybody in one run; trust the
ratios inside a row. The corpus is made up (Zipf vocabulary of 80,000 words, pieces of real titles in many scripts, 1 %
long texts) and the same in every run.

* **Tantivy**: the index called with nothing between: same words, top 20, six facets. The limit.
* **search**: `baliportal.search.query.search`: count, top 20, six facets, each counted under every choice but its own;
  *with marks*: and the titles and summaries of the 20 marked; *again*: the same question asked again of the same state
  of the index, which keeps its counts.
* **with answer**: `search/listing.py`: the same search and, where the words are a question that the records answer, the
  sentence with its rows and sources; times Tantivy on the same index, that of a database with the starter content beside
  the corpus, from which the answers come.
* **HTTP**: a whole result page that no page cache holds, from gunicorn as `make run` starts it; *template*:
  what its template alone costs; *kept*: the same address asked again.
* **Peers** answer the same with what they have: count, first 20, six facets, no marks. In brackets: how many times as
  long as *search*, which marks nothing either. modelsearch counts facets by its own `facet()` after `ANALYZE`; Datasette
  over HTTP by its JSON address, under all choices. Suggestions (*prefix*) are ten, without facets, everywhere.

{classes}"""


def _section(result):
    lines = [f"## {result['size']:,} records", "", result["about"], ""]
    lines += [*_table([HEAD, *(_row(name, result) for name in CLASSES)])]
    lines += ["", *_table([["made", "seconds", "of its CPU", "MB", "peak memory, MB"], *_builds(result["builds"])])]
    return "\n".join([*lines, *_served(result)])


def _row(name, result):
    figures = result["classes"].get(name, {})  # a run before the class was added has none
    bare, alone = _ms(figures, "Tantivy"), _ms(figures, "search")
    http, answered = figures.get("HTTP"), _ms(figures, "answered")
    return [
        name, _shown(figures.get("Tantivy")), _shown(figures.get("search")), _ratio(alone, bare),
        *(_shown(figures.get(f"search {how}")) for how in ("with marks", "asked again")),
        _number(answered), _ratio(answered, _ms(figures, "answered, Tantivy")), _shown(http), _number(http["p95"]) if isinstance(http, dict) else "–", _number(result.get("template", {}).get(name)), _shown(figures.get("HTTP, kept")),
        *(_with_ratio(figures.get(peer), alone) for peer in PEERS),
    ]  # fmt: skip


def _builds(builds):
    for name, figures in builds.items():
        if figures:
            taken = figures.get("failed") or f"{figures['seconds']:.0f}"
            figures = [taken, *(_number(figures.get(key)) for key in ("cpu", "size", "memory"))]
            yield [BUILDS.get(name, name), *figures]


def _served(result):
    if "visible" not in result:
        return []
    seen, crowd, weights = result["visible"], result["crowd"], result["weights"]
    pages = "; ".join(f"{name} {page / 1000:.1f} kB ({whole / 1000:.1f} kB)" for name, (page, whole) in weights.items())
    lines = (
        (
            "Save to visible, from before `save()` in one process until a search in another finds it: p50 "
            f"{seen['p50']:.0f} ms, p95 {seen['p95']:.0f} ms (the save alone: {seen['save p50']:.0f} ms)."
        ),
        (
            f"Eight visitors at once, pages that no page cache holds: p50 {crowd['p50']:.0f} ms, "
            f"p95 {crowd['p95']:.0f} ms, {crowd['rate']:.0f} pages a second, {crowd['failures']} failures."
        ),
        f"Weight as it travels, page (first visit with all it loads): {pages}.",
    )
    return ["", *(f"* {line}" for line in lines)]


def _ratio(ms, limit):
    return f"{ms / limit:.1f}" if ms and limit else "–"


def _ms(figures, who):
    return figures[who]["p50"] if isinstance(figures.get(who), dict) else None


def _shown(figure):
    return _number(figure["p50"]) if isinstance(figure, dict) else figure or "–"


def _with_ratio(figure, base):
    return _shown(figure) + (f" ({_times(figure['p50'] / base)})" if isinstance(figure, dict) and base else "")


def _times(ratio):
    return f"{ratio:.1f}x" if ratio < 10 else f"{ratio:,.0f}x"


def _number(value):
    return "–" if value is None else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _table(rows):
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return [head, "|---" * len(rows[0]) + "|", *body]


def _classes():
    return "; ".join(f"*{name}*: {meaning}" for name, meaning in CLASSES.items()) + "."


def about_this_run(peers):
    """Date, machine and versions of a run, without host names; says so where other work ran at the same time."""
    today, load, cores = datetime.datetime.now(datetime.UTC).date(), os.getloadavg()[1], os.cpu_count()
    beside = ", so other work ran beside and times are longer than alone" if load > cores else ""
    ours = ", ".join(f"{name} {version(name)}" for name in ("django", "tantivy", "gunicorn"))
    return (
        f"Measured on {today}: {cores} cores (load {load:.1f}{beside}), {platform.system()}, "
        f"Python {platform.python_version()}, {', '.join([ours, *peers])}."
    )
