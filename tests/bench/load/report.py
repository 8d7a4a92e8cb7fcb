"""docs/benchmarks-load.md, from the figures of a run."""

HEAD = """# Benchmarks of load

Written by `make bench-load`: {entries:,} published entries in PostgreSQL, the portal as `make run` serves it (2 workers, 4 threads
each for the public, and those of the other lanes), visitors told apart by `X-Forwarded-For`. {about}

Arrivals are independent of answers (Poisson) and each has a connection of its own. The mix: {mix}; two curators open and save
a law every five seconds; `/healthz` is asked each second. The generator and the database ran on the same machine.

**Capacity**, as the rate at which eight clients that ask again at once are answered in 10 seconds: {capacity:.0f} requests a second.
Each level was held for {seconds:.0f} seconds. Milliseconds from the opening of the connection to the end of the answer.
"""
COLUMNS = "| class | requests | answered | p50 | p95 | p99 | 503 | 429 | p95 of these | no answer within 20 s |"


def document(run):
    parts = [HEAD.format(**run), *(_level(level) for level in run["levels"]), _minimal(run)]
    return "\n".join(parts) + "\n"


def _level(level):
    memory = level["memory"]
    lines = [f"## {level['times']}x: {level['rate']:.0f} requests a second", "", COLUMNS, "|" + "---|" * 10]
    lines += [_row(name, level["figures"]) for name in [None, *sorted({row[1] for row in level["figures"]})]]
    sentence = (
        f"Memory of all processes of the server: {memory[0]:.0f} MB at the beginning, {max(memory):.0f} MB at most, "
        f"{memory[-1]:.0f} MB at the end. A new page within half a second again: {level['normal']:.1f} s after the last request."
    )
    lines += ["", sentence, ""]
    return "\n".join(lines)


def _row(name, taken):
    of_visitors = [row for row in taken if not row[1].startswith(("curator", "health"))]
    rows = of_visitors if name is None else [row for row in taken if row[1] == name]
    answered = [seconds for _, _, status, seconds in rows if status not in (0, 429, 503)]
    refused = [seconds for _, _, status, seconds in rows if status in (429, 503)]
    failed = sum((500 <= status < 600 and status != 503) or status > 600 for _, _, status, _ in rows)
    counts = [sum(status == wanted for _, _, status, _ in rows) for wanted in (503, 429, 0)]
    cells = [
        f"**{'all visitors' if name is None else name}**",
        len(rows),
        f"{len(answered)}" + f" ({failed} failed)" * bool(failed),
    ]
    cells += [*(percentile(answered, share) for share in (50, 95, 99)), *counts[:2], percentile(refused, 95), counts[2]]
    return f"| {' | '.join(map(str, cells))} |"


def percentile(seconds, share):
    """In whole milliseconds; "" of nothing."""
    ordered = sorted(seconds)
    return f"{ordered[min(len(ordered) * share // 100, len(ordered) - 1)] * 1000:.0f}" if ordered else ""


def _minimal(run):
    about = (
        "One view, one query of twenty rows by primary key and one template, under gunicorn's own gthread worker with 2 workers and "
        f"4 threads; capacity {run['minimal']['capacity']:.0f} requests a second, each level held for {run['minimal']['seconds']:.0f} seconds."
    )
    lines = [
        "## A minimal Django application on the same machine",
        "",
        about,
        "",
        "| load | requests | answered | p50 | p95 | p99 | 503 | 429 | p95 of these | no answer within 20 s |",
        "|" + "---|" * 10,
    ]
    for level in run["minimal"]["levels"]:
        row = _row(None, level["figures"])
        lines.append(row.replace("**all visitors**", f"{level['times']}x: {level['rate']:.0f} a second"))
    return "\n".join(lines)
