"""The page docs/search-quality.md, measured on the starter content in a database of its own.

`python -m tests.search.quality_page` writes it; `python -m tests.search.quality_page failures` prints what could be
better on the half that may be tuned on, and writes nothing; with the names of JSON files it prints how well the labelled
questions in them are answered (see `answers/measuring.py`), and writes nothing either.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

#: Questions of readers who did not write the grammar: the half that it may be mended by.
QUESTIONS = Path(__file__).parent / "question_sets" / "dev.json"
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


QUESTIONS_INTRODUCTION = """## Questions

{questions} questions in {languages} languages, labelled by a reader who saw the content and did not write the grammar
(`tests/search/question_sets/dev.json`), half of a set; the other half is kept from those who mend the grammar. Any file
of the same form is measured by `make quality QUESTIONS=file.json`.

MRR is that of the records that the label names: the answer, or the way to the help page, is the first place where there
is one and leads to its own page and to those of its rows. *Results alone* leaves it out: themes, groups and the help page
are no results, so questions about them count 0 there. *Answered* is the share, of the questions that the records answer,
with an answer that holds every fact of the label and nothing that it forbids; any other answer is *wrong*. *False* is an
answer where the label expects none, but for those that say that nothing is recorded. Wanted: MRR at least 0.90, answered
at least 80 %, none wrong.
"""


def main(files):
    with tempfile.TemporaryDirectory() as directory:
        _prepare(directory)
        if files:
            for file in files:
                _print_questions(Path(file))
        else:
            write()


def write():
    from .measuring import ask_all

    answered = ask_all()
    if "failures" in sys.argv:
        print("\n".join(failures(answered, "tune")))
    else:
        PAGE.write_text(_page(answered), encoding="utf-8")
    print(tables(answered))


def _prepare(directory):
    """A database of its own with the starter content."""
    os.environ.update(PORTAL_VAR=directory, DATABASE_URL="", DJANGO_SETTINGS_MODULE="baliportal.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("starter", verbosity=0)


def _print_questions(file):
    from .answers import question_tables
    from .answers.measuring import ask_set, read_set

    asked = ask_set(read_set(file))
    print(f"{file}\n\n{question_tables.tables(asked)}\n")
    print("\n".join(question_tables.failures(asked)))


def _questions():
    from .answers import question_tables
    from .answers.measuring import ask_set, read_set

    asked = ask_set(read_set(QUESTIONS))
    languages = {each.label.language for each in asked}
    introduction = QUESTIONS_INTRODUCTION.format(questions=len(asked), languages=len(languages))
    return f"{introduction}\n{question_tables.tables(asked)}"


def _page(answered):
    languages = {each.labelled.language for each in answered}
    day = f"{datetime.now(UTC):%-d %B %Y}"
    introduction = INTRODUCTION.format(queries=len(answered), languages=len(languages), day=day)
    return f"{introduction}\n{tables(answered)}\n\n{_questions()}\n"


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument.endswith(".json")])
