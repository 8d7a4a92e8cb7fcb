"""Answers about one agreement: its parties, its dates, its status."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer
from baliportal.search.answers.evidence import as_of, is_doubted, note_of, sources_of

from ..agreement_status import status_in_words
from ..models import Agreement


def agreement_parties(question):
    agreement = _agreement(question)
    names = sorted(country.name for country in agreement.countries.all()) if agreement else []
    if not names:
        return None
    signed = f" (signed {in_words(agreement.date)})" if agreement.date else ""
    return _answer(agreement, f"Parties to the {agreement.title}{signed}: {', '.join(names)}.")


def agreement_dates(question):
    agreement = _agreement(question)
    if agreement is None or not agreement.date or is_doubted(agreement, "when"):
        return None
    force = f"in force since {in_words(agreement.in_force_date)}" if agreement.in_force_date else (
        "its entry into force is not recorded"
    )  # fmt: skip
    return _answer(agreement, f"{agreement.title}: signed {in_words(agreement.date)}; {force}.")


def agreement_status(question):
    agreement = _agreement(question)
    if agreement is None or is_doubted(agreement, "status"):
        return None
    status = status_in_words(agreement)
    binding = {True: "; legally binding", False: "; not legally binding", None: ""}[agreement.binding]
    words = status[:1].lower() + status[1:] if status else "its status is not recorded"
    return _answer(agreement, f"{agreement.title}: {words}{binding}.")


def _agreement(question):
    found = Agreement.objects.published().filter(pk=question.one("agreement").value)
    return found.prefetch_related("countries").first()


def _answer(agreement, text):
    return Answer(text, agreement.get_absolute_url(), as_of(agreement), sources_of(agreement),
                  note=note_of(agreement))  # fmt: skip
