"""Answers about the members that joined a treaty in a year, since one, after one or before one."""

from baliportal.search.answers.answer import Answer

from .treaty_facts import PARTIES, facts_of, notes_of, rows_of

NAMED = 12


def joined_in_year(question):
    """Answer with the members whose act that joins is of the year."""
    return _answer(question, lambda year, asked: year == asked, "in {}", is_of_treaty=True)


def joined_since_year(question):
    """Answer with those of the year or a later one."""
    return _answer(question, lambda year, asked: year >= asked, "in or after {}")


def joined_after_year(question):
    """Answer with those of a later year."""
    return _answer(question, lambda year, asked: year > asked, "after {}")


def joined_before_year(question):
    """Answer with those of an earlier year."""
    return _answer(question, lambda year, asked: year < asked, "before {}")


def _answer(question, fits, words, *, is_of_treaty=False):
    """The members by the day of their act; those that are parties since an unknown day are counted, not listed.

    The year of the treaty may be part of its name: with `is_of_treaty` there is no answer then.
    """
    if len(question.all("treaty")) != 1 or question.is_ambiguous():
        return None
    (fact,) = facts_of(question.all("treaty"), question.one("group")) or (None,)
    if fact is None:
        return None
    asked = question.numbers["year"]
    if is_of_treaty and fact.treaty.date and asked <= fact.treaty.date.year:
        return None
    dated = [line for line in fact.table.parties if line.state.since]
    found = sorted(
        (line for line in dated if fits(line.state.since.year, asked)), key=lambda line: str(line.state.since)
    )
    number, when = f"{len(found) or 'None'} of the {fact.who}", words.format(asked)
    names = f": {', '.join(line.name for line in found)}" if 0 < len(found) <= NAMED else ""
    text = (f"{number} {'are' if len(found) > 1 else 'is'} recorded as having joined the {fact.treaty.title} "
            f"{when}{names}{_undated(fact, dated)}{fact.known}.")  # fmt: skip
    return Answer(text, fact.treaty.get_absolute_url(), str(fact.as_of or ""), fact.sources, PARTIES,
                  rows_of(found, PARTIES), notes_of([fact]))  # fmt: skip


def _undated(fact, dated):
    number = len(fact.table.parties) - len(dated)
    if not number:
        return ""
    return f"; of {number} more that {'are parties' if number > 1 else 'is a party'}, the day is not recorded"
