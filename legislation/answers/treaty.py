"""Answers about a treaty itself: its dates and its depositary."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer
from baliportal.search.answers.evidence import as_of, sources_of

from ..models import Treaty


def treaty_dates(question):
    """When it was adopted, and since when it is in force."""
    treaty = _treaty(question)
    if not treaty or not treaty.date:
        return None
    force = f"entered into force {_on(treaty.in_force_date)}" if treaty.in_force_date else (
        "its entry into force is not recorded"
    )  # fmt: skip
    return _answer(treaty, f"The {treaty.title} was adopted {_on(treaty.date)}; {force}.")


def depositary(question):
    treaty = _treaty(question)
    if not treaty or not treaty.depositary or "depositary" in treaty.doubt:
        return None
    return _answer(treaty, f"The depositary of the {treaty.title} is the {treaty.depositary}.")


def _treaty(question):
    """The treaty that is named; None where the name is of several."""
    if question.is_ambiguous():
        return None
    return Treaty.objects.published().filter(pk=question.one("treaty").value).first()


def _answer(treaty, text):
    return Answer(text, treaty.get_absolute_url(), as_of(treaty), sources_of(treaty))


def _on(date):
    return f"on {in_words(date)}" if date.day else f"in {in_words(date)}"
