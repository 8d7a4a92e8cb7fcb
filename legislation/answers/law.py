"""Answers about one law: its status and its dates."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer
from baliportal.search.answers.evidence import as_of, is_doubted, note_of, sources_of

from ..law_state import NOT_RECORDED, state_of
from ..models import Law
from ..partial_records import effects_on, law_record


def law_status(question):
    """The status, with what repealed or replaced it."""
    law = law_of(question)
    if law is None or is_doubted(law, "status"):
        return None
    state = state_of(law_record(law), incoming=effects_on([law])[law.pk])
    if state.state == NOT_RECORDED:
        return answer_about(law, f"The legal status of the {named(law)} is not recorded.")
    since = f"; it commenced {in_words(state.since)}" if state.since and state.state in ("in-force", "amended") else ""
    return answer_about(law, f"{named(law)}: recorded as {state.words[0].lower()}{state.words[1:]}{since}.")


def law_dates(question):
    """When it was enacted, and since when it is in force."""
    law = law_of(question)
    if law is None or not law.date or is_doubted(law, "when"):
        return None
    force = f"commenced {in_words(law.in_force_date)}" if law.in_force_date else (
        "the day of its commencement is not recorded"
    )  # fmt: skip
    return answer_about(law, f"{named(law)}: enacted {in_words(law.date)}; {force}.")


def law_repealed_when(question):
    """When it was repealed; that it is not recorded as repealed, where it is not."""
    law = law_of(question)
    if law is None or is_doubted(law, "status", "when"):
        return None
    state = state_of(law_record(law), incoming=effects_on([law])[law.pk])
    words = state.words[0].lower() + state.words[1:]
    repealed = "" if state.state == "repealed" else "not recorded as repealed; "
    return answer_about(law, f"{named(law)}: {repealed}{words}.")


def law_of(question):
    """The law that is named."""
    return Law.objects.published().filter(pk=question.one("law").value).prefetch_related("countries").first()


def named(law):
    """The law as a sentence names it: title, number where the title lacks it, country."""
    countries = ", ".join(country.name for country in law.countries.all())
    number = law.number if law.number and law.number not in law.title else ""
    return f"{law.title} ({', '.join(filter(None, [number, countries]))})"


def answer_about(law, text, columns=(), rows=()):
    return Answer(text, law.get_absolute_url(), as_of(law), sources_of(law), columns, rows, note_of(law))
