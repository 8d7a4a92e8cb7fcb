"""The page docs/search-quality.md, measured on the starter content in a database of its own.

`python -m tests.search.quality_page` writes it; `python -m tests.search.quality_page failures` prints what could be
better on the half that may be tuned on, and writes nothing.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "search-quality.md"
INTRODUCTION = """# How well search finds

{queries} queries in {languages} languages, such as visitors type, were labelled by the makers of this portal with every
record of the starter content that a fair person would accept as a right answer (`tests/search/labelled_queries.csv`).
They were labelled from the content, before looking at what search returns; once afterwards the answers to queries about
a theme were widened, in both halves alike, to records whose title names the theme though they are filed under another.
A hash of the query puts it in one of two halves: ranking is tuned on *tune* and judged on *report*. Measured on {day}
with `make quality`.

MRR is the mean of 1 / place of the first right answer; recall is the share of the right answers, as many as fit, that
stand among the first ten; *nothing* is the share of queries for which no record is shown, *missed* the share with no
right answer among the first ten. Wanted on *report*: MRR at least 0.85, recall at least 0.95, nothing at most 2 %.
"""
HEAD = (
    "| {:<14} | queries |   MRR | recall at 10 | nothing | missed |\n"
    "|----------------|--------:|------:|-------------:|--------:|-------:|"
)
LINE = "| {:<14} | {:>7} | {:.3f} | {:>12.3f} | {:>5.1f} % | {:>4.1f} % |"


def table(title, groups):
    lines = [
        LINE.format(name, each.queries, each.mrr, each.recall, each.nothing * 100, each.missed * 100)
        for name, each in groups.items()
    ]
    return "\n".join([HEAD.format(title), *lines])


def tables(answered):
    from .measuring import figures, figures_by

    halves = figures_by("half", answered)
    whole = {"report": halves["report"], "tune": halves["tune"], "both": figures(answered)}
    report = [each for each in answered if each.labelled.half == "report"]
    return "\n\n".join([
        table("half", whole),
        table("intent, report", figures_by("intent", report)),
        table("intent, both", figures_by("intent", answered)),
        table("language, both", figures_by("language", answered)),
    ])  # fmt: skip


def failures(answered, half):
    """Lines about the queries whose answers could be better, for tuning."""
    for each in answered:
        if each.labelled.half == half and (each.recall < 1 or each.reciprocal_rank < 1):
            yield (
                f"{each.reciprocal_rank:.2f} {each.recall:.2f}  {each.labelled.query}  "
                f"[{each.labelled.language} {each.labelled.intent}]\n"
                f"    shown   {' '.join(each.shown[:5])}\n    lacking {' '.join(each.lacking[:5])}"
            )


def write():
    with tempfile.TemporaryDirectory() as directory:
        answered = _measured(directory)
    if "failures" in sys.argv:
        print("\n".join(failures(answered, "tune")))
    else:
        PAGE.write_text(_page(answered), encoding="utf-8")
    print(tables(answered))


def _measured(directory):
    os.environ.update(PORTAL_VAR=directory, DATABASE_URL="", DJANGO_SETTINGS_MODULE="baliportal.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("starter", verbosity=0)
    from .measuring import ask_all

    return ask_all()


def _page(answered):
    languages = {each.labelled.language for each in answered}
    day = f"{datetime.now(UTC):%-d %B %Y}"
    introduction = INTRODUCTION.format(queries=len(answered), languages=len(languages), day=day)
    return f"{introduction}\n{tables(answered)}\n"


if __name__ == "__main__":
    write()
