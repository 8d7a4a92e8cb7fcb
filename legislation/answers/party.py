"""Answers about one country and a treaty: whether it is a party, since when, whether it signed."""

from django.utils.text import capfirst

from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.models import Country
from baliportal.search.answers.answer import Answer, Row

from ..models import TerritorialApplication
from ..territories import applications, row_of
from ..treaty_state import CANNOT_JOIN, NOT_LOOKED_UP, state_of
from ..treaty_table import Line
from .party_words import signature, since, standing
from .treaty_facts import facts_of, notes_of

COLUMNS = ("Treaty", "State", "Signed", "Joined", "In force for it")


def is_party(question):
    return _answer(question, standing)


def party_since(question):
    return _answer(question, since)


def has_signed(question):
    return _answer(question, signature)


signed_when = has_signed


def _answer(question, sentence):
    """One sentence for each treaty of that name, and a row."""
    if question.is_ambiguous("treaty") or len(question.all("treaty")) > 2:
        return None
    country, facts = question.one("country"), facts_of(question.all("treaty"))
    name = Country.objects.filter(code=country.value).values_list("name", flat=True).first()
    lines = [_line(fact, country) for fact in facts]
    if not lines or not name or not _is_known(country, facts, lines):
        return None
    titles = [facts[0].treaty.title] if len(facts) == 1 else [fact.name for fact in facts]
    text = " ".join(sentence(name, title, line) for title, line in zip(titles, lines, strict=True))
    url = lines[0].url if len(lines) == 1 else country_url(country.value)
    as_of = min((str(line.state.as_of) for line in lines if line.state.as_of), default="")
    sources = dict.fromkeys(source["url"] for line in lines for source in line.sources)
    notes = dict.fromkeys(line.state.note for line in lines if line.state.note)
    return Answer(text, url, as_of, list(sources), COLUMNS,
                  [_row(line) for line in lines], " ".join(notes) or notes_of(facts))  # fmt: skip


def _line(fact, country):
    state = state_of(fact.table.record, country.value)
    applied = _applied(fact.treaty, country) if state.state == CANNOT_JOIN else ""
    return Line(fact.name, fact.treaty.get_absolute_url(), state, fact.treaty.source_url, applied)


def _applied(treaty, country):
    """Answer about the application of a treaty to a territory, and the state through which; one query."""
    parts = list(TerritorialApplication.objects.filter(treaty=treaty, territory__code=country.value)
                 .select_related("territory", "by"))  # fmt: skip
    names = {part.by.code: part.by.name for part in parts}
    found = applications([row_of(part) for part in parts])
    return "; ".join(f"{one.sentence}, through {names[one.by]}" for one in found if one.is_recorded)


def _row(line):
    joined = line.joined if line.state.is_party else "–"
    return Row((line.name, capfirst(line.applied or line.state.words), line.signed, joined, line.in_force), line.url)


def _is_known(country, facts, lines):
    """True for a member or an observer, and for any other country of which an act is recorded."""
    listed = [member.code for fact in facts for member in fact.table.members + fact.table.observers]
    return country.value in listed or any(line.state.state != NOT_LOOKED_UP for line in lines)
