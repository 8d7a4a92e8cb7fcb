"""Answers about one country and a treaty: whether it is a party, since when, whether it signed."""

from django.utils.text import capfirst

from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.models import Country
from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row

from ..treaty_state import CANNOT_JOIN, LEFT, NOT_LOOKED_UP, NOT_PARTY, PARTY, PARTY_UNDATED, SIGNED, state_of
from ..treaty_table import Line
from .treaty_facts import COLUMNS, facts_of, notes_of


def is_party(question):
    return _answer(question, lambda name, treaty, state: _state(name, treaty, state))


def party_since(question):
    return _answer(question, _since)


def has_signed(question):
    return _answer(question, _signature)


signed_when = has_signed


def _answer(question, sentence):
    """One sentence for each treaty of that name, and a row."""
    if question.is_ambiguous("treaty") or len(question.all("treaty")) > 2:
        return None
    country, facts = question.one("country"), facts_of(question.all("treaty"))
    name = Country.objects.filter(code=country.value).values_list("name", flat=True).first()
    states = [state_of(fact.table.record, country.value) for fact in facts]
    if not facts or not name or not _is_known(country, facts, states):
        return None
    lines = [Line(fact.name, fact.treaty.get_absolute_url(), state, fact.treaty.source_url)
             for fact, state in zip(facts, states, strict=True)]  # fmt: skip
    text = " ".join(sentence(name, fact.treaty.title if len(facts) == 1 else fact.name, state)
                    for fact, state in zip(facts, states, strict=True))  # fmt: skip
    rows = [Row((line.name, capfirst(state.words), line.signed, line.joined if state.is_party else "–",
                 line.in_force), line.url) for line, state in zip(lines, states, strict=True)]  # fmt: skip
    url = lines[0].url if len(lines) == 1 else country_url(country.value)
    return Answer(text, url, _as_of(states), list(dict.fromkeys(s["url"] for line in lines for s in line.sources)),
                  ("Treaty", *COLUMNS[1:], "In force for it"), rows,
                  " ".join(dict.fromkeys(state.note for state in states if state.note)) or notes_of(facts))  # fmt: skip


def _is_known(country, facts, states):
    """True for a member or an observer, and for any other country of which an act is recorded."""
    listed = [member.code for fact in facts for member in fact.table.members + fact.table.observers]
    return country.value in listed or any(state.state != NOT_LOOKED_UP for state in states)


def _as_of(states):
    return min((str(state.as_of) for state in states if state.as_of), default="")


def _state(name, treaty, state):
    if state.state == PARTY:
        bound = f"; in force for it since {in_words(state.bound_since)}" if state.bound_since else ""
        return f"Yes: {name} is recorded as a party to the {treaty} ({state.act}, {in_words(state.since)}{bound})."
    if state.state == PARTY_UNDATED:
        return f"Yes: {name} is recorded as a party to the {treaty}; since when is not recorded."
    as_of = f", as of {in_words(state.as_of)}" if state.as_of else ""
    if state.state == NOT_PARTY:
        return f"No{as_of}: {name} is recorded as not a party to the {treaty}."
    if state.state == CANNOT_JOIN:
        note = f" {state.note}" if state.note else ""
        return f"{name} is recorded as unable to join the {treaty} itself{as_of}.{note}"
    if state.state == LEFT:
        left = in_words(state.since) or "on a day that is not recorded"
        return f"Not any more: {name} left the {treaty} ({state.act}, {left})."
    if state.state == SIGNED:
        return f"{name} has only signed the {treaty}, as far as recorded: {state.words}."
    if state.state == NOT_LOOKED_UP:
        return f"Not looked up: whether {name} is a party to the {treaty} is not recorded in this portal."
    return f"Not certain: {name} and the {treaty}: {state.words}."


def _since(name, treaty, state):
    if state.state == PARTY:
        bound = f" It is in force for it since {in_words(state.bound_since)}." if state.bound_since else ""
        return f"{name} is a party to the {treaty} since its {state.act} of {in_words(state.since)}.{bound}"
    return _state(name, treaty, state).removeprefix("Yes: ")


def _signature(name, treaty, state):
    if state.has_signed:
        when = f" on {in_words(state.signed)}" if state.signed and state.signed.day else (
            f" in {in_words(state.signed)}" if state.signed else ", on a day that is not recorded"
        )  # fmt: skip
        return f"{name} signed the {treaty}{when}. {_further(state)}"
    rest = _state(name, treaty, state).removeprefix("Yes: ")
    return f"No signature of the {treaty} by {name} is recorded. {rest}"


def _further(state):
    if state.state == PARTY:
        return f"It is a party since its {state.act} of {in_words(state.since)}."
    if state.state == PARTY_UNDATED:
        return "It is recorded as a party; since when is not recorded."
    return f"Recorded state: {state.words}."
