"""Tables of how well the labelled questions of a file are answered, and the questions that could be answered better."""

from .measuring import figures, figures_by

HEAD = (
    "| {:<20} | questions |   MRR | results alone | with an answer | answered | wrong | false |\n"
    "|----------------------|----------:|------:|--------------:|---------------:|---------:|------:|------:|"
)
LINE = "| {:<20} | {:>9} | {:.3f} | {:>13.3f} | {:>14} | {:>6.1f} % | {:>5} | {:>5} |"


def table(title, groups):
    return "\n".join([HEAD.format(title), *(_line(name, each) for name, each in groups.items())])


def tables(asked):
    """The whole set, then by language, then by type of question."""
    return "\n\n".join([
        table("questions", {"all": figures(asked)}),
        table("language", figures_by("language", asked)),
        table("type", figures_by("type", asked)),
    ])  # fmt: skip


def failures(asked):
    """Lines about the questions whose answer is wrong, false or missing, and those whose record is not the first."""
    for each in asked:
        word = next((word for word, is_so in (
            ("wrong", each.is_wrong), ("false", each.is_false), ("silent", each.label.has_answer and not each.is_right),
            ("record lower", each.label.records and each.place != 1),
        ) if is_so), "")  # fmt: skip
        if word:
            said = each.answer.text[:200] if each.answer else "–"
            yield f"{word:<12} {each.label.id}  {each.label.question}\n    {said}\n    {each.label.answer[:200]}"


def _line(name, each):
    return LINE.format(name, each.questions, each.mrr, each.results, each.answerable, each.answered * 100, each.wrong,
                       each.false)  # fmt: skip
