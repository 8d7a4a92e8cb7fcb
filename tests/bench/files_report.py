"""docs/benchmarks-files.md from the figures of each size."""

HEAD = """# Benchmarks of files

Written by `make bench-files`. The corpus of `make bench`, where one record in five has a file of five pages of 350 words,
so that there are as many pages as records. Milliseconds, medians of {rounds} rounds of questions asked in turn; trust the
ratios inside a row.

* **Tantivy**: the index called with nothing between: the 20 best records by the words of their files, count, six facets,
  and the pages of these 20 that have the words. **search in files**: the same by the portal (`in:file`).
* **HTTP**: a whole first page of results that no cache holds, from gunicorn as `make run` starts it: the same records in
  a portal without files, and in one with files, where the words are sought in both; *in files alone*: `in:file`.
* **Memory**: anonymous memory of the web server's three processes before and after these questions.
* **Extraction**: pages a second of the portal, which starts a child process under limits for each file, divides pages
  into headings and text and tells languages, and of pdftotext (Poppler), a process for each file.
"""
ROUNDS = 7


def document(results):
    parts = [HEAD.format(rounds=ROUNDS)]
    parts += [_section(result) for result in sorted(results, key=lambda result: result["size"])]
    return "\n".join(parts)


def _section(result):
    lines = [f"## {result['size']:,} records, as many pages", "", result["about"], ""]
    lines += _table("question", result["search"], "Tantivy", "search in files")
    lines += _table("first page over HTTP", result["http"], "without files", "with files", "in files alone")
    lines += [*_builds(result["builds"]), "", *(f"* {line}" for line in _notes(result)), ""]
    return "\n".join(lines)


def _table(head, figures, base, *others):
    """Each other with its ratio to the base."""
    names = [base, *(name for other in others for name in (other, f"x {base}"))]
    yield f"| {head} | {' | '.join(names)} |"
    yield "|---" * (len(names) + 1) + "|"
    for question, by_who in figures.items():
        cells = [f"{by_who[base]:.1f}"]
        for other in others:
            cells += [f"{by_who[other]:.1f}", f"{by_who[other] / by_who[base]:.1f}"]
        yield f"| {question} | {' | '.join(cells)} |"
    yield ""


def _builds(builds):
    yield "| made | seconds | of its CPU | MB | peak memory, MB |"
    yield "|---|---|---|---|---|"
    for name, made in builds.items():
        yield f"| {name} | " + " | ".join(f"{made[key]:,.0f}" for key in ("seconds", "cpu", "size", "memory")) + " |"


def _notes(result):
    before, after = result["memory before"], result["memory"]
    for name in before:
        yield f"Memory of the web server {name}: {before[name]:.0f} MB, then {after[name]:.0f} MB."
    extraction = result["extraction"]
    ours, theirs = extraction["portal"], extraction["pdftotext"]
    yield f"Extraction of {extraction['files']:,} files: portal {_rate(ours)}, pdftotext {_rate(theirs)}."
    if ours["unread"]:
        yield f"{len(ours['unread'])} of these files cannot be read by the portal."


def _rate(figures):
    if figures is None:
        return "not installed"
    return f"{figures['pages'] / figures['seconds']:,.0f} pages a second ({figures['pages']:,} pages)"
