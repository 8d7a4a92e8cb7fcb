"""Answers about who takes part in the information systems."""

from collections import Counter

from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row
from baliportal.search.answers.evidence import as_of, is_doubted, note_of, sources_of

from ..models import Participation
from .system import system_of

COLUMNS = ("Country", "As", "Since", "Note")
NAMED = 8


def participants(question):
    """The countries that take part, as recorded; those that only tried it are told apart in the rows."""
    system = system_of(question)
    found = _participations(system) if system else []
    if system is None or is_doubted(system, "members"):
        return None
    if not found:
        return Answer(f"Who takes part in the {system.title} is not recorded in this portal.",
                      system.get_absolute_url(), as_of(system), sources_of(system))  # fmt: skip
    names = list(dict.fromkeys(one.country.name for one in found))
    told = f": {', '.join(names)}" if len(names) <= NAMED else ""
    who = "1 country is" if len(names) == 1 else f"{len(names)} countries are"
    roles = Counter(one.get_role_display().lower() for one in found)
    split = f" ({', '.join(f'{number} as {role}' for role, number in roles.items())})" if len(roles) > 1 else ""
    text = f"{who} recorded as taking part in the {system.title}{split}{told}; the list may not be complete."
    return _answer(system, found, text)


def is_participant(question):
    """Answer about one country; that nothing is recorded is not “no”."""
    system, country = system_of(question), question.one("country")
    if system is None or country is None:
        return None
    found = [one for one in _participations(system) if one.country.code == country.value]
    if not found:
        return Answer(f"Not recorded: no participation of {country.label} in the {system.title} is recorded here.",
                      system.get_absolute_url(), as_of(system), sources_of(system))  # fmt: skip
    told = "; ".join(_in_words(one) for one in found)
    return _answer(system, found, f"{country.label} and the {system.title}, as recorded: {told}.")


def participant_since(question):
    return is_participant(question)


def systems_of(question):
    """The systems in which one country takes part."""
    country = question.one("country")
    if country is None:
        return None
    found = Participation.objects.filter(country__code=country.value).select_related("system").order_by("system__title")
    shown = [one for one in found if one.system.is_public]
    if not shown:
        return None
    rows = [Row((one.system.title, one.get_role_display(), in_words(one.since) or "not recorded", one.note),
                one.system.get_absolute_url()) for one in shown]  # fmt: skip
    names = list(dict.fromkeys(one.system.acronym or one.system.title for one in shown))
    text = f"{country.label} is recorded as taking part in {len(names)} of the systems here: {', '.join(names)}."
    return Answer(text,
                  f"{country_url(country.value)}#systems", as_of(*(one.system for one in shown)),
                  _sources(shown), ("System", *COLUMNS[1:]), rows)  # fmt: skip


def _participations(system):
    return list(
        Participation.objects.filter(system=system).select_related("country").order_by("country__name", "since")
    )


def _answer(system, found, text):
    rows = [Row((one.country.name, one.get_role_display(), in_words(one.since) or "not recorded", one.note),
                country_url(one.country.code)) for one in found]  # fmt: skip
    return Answer(text, system.get_absolute_url(), as_of(system), _sources(found) or sources_of(system), COLUMNS, rows,
                  note_of(system))  # fmt: skip


def _in_words(one):
    since = f"since {in_words(one.since)}" if one.since else "since when is not recorded"
    until = f", until {in_words(one.until)}" if one.until else ""
    return f"{one.get_role_display()}, {since}{until}"


def _sources(found):
    return list(dict.fromkeys(one.source_url for one in found if one.source_url))[:5]
