"""Answers about an information system: its operator, its start, whether it runs."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer
from baliportal.search.answers.evidence import as_of, is_doubted, note_of, sources_of

from ..models import InformationSystem


def operator(question):
    system = system_of(question)
    if system is None or not (system.operator and system.operator.is_public):
        return None
    return _answer(system, f"The {system.title} is recorded as operated by {system.operator.title}.")


def system_since(question):
    system = system_of(question)
    if system is None or not system.date or is_doubted(system, "when"):
        return None
    return _answer(system, f"The {system.title} is recorded as in operation since {in_words(system.date)}.")


def system_status(question):
    system = system_of(question)
    if system is None:
        return None
    status = system.get_operational_status_display().lower()
    words = f"is recorded as {status}" if status else "has no recorded state of operation"
    return _answer(system, f"The {system.title} {words}.")


def system_of(question):
    """The one system that is named."""
    system = None if question.is_ambiguous() else question.one("system")
    found = InformationSystem.objects.published().select_related("operator")
    return found.filter(pk=system.value).first() if system else None


def _answer(system, text):
    return Answer(text, system.get_absolute_url(), as_of(system), sources_of(system), note=note_of(system))
