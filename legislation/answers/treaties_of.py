"""Answers about the treaties of one country."""

from django.utils.text import capfirst

from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.models import Country
from baliportal.search.answers.answer import Answer, Row

from ..member_countries import member_countries
from ..models import Treaty
from ..treaty_parts import state_records
from ..treaty_state import state_of
from ..treaty_table import Line

COLUMNS = ("Treaty", "State", "Signed", "Joined", "In force for it")


def treaties_of(question):
    """Answer with the treaties that a member is recorded as a party to."""
    return _answer(question, lambda line: line.state.is_party, "is recorded as a party to {} of the {} treaties here")


def not_treaties_of(question):
    """Answer with the treaties that a member is not recorded as a party to, and what is known."""
    return _answer(
        question, lambda line: not line.state.is_party, "is not recorded as a party to {} of the {} treaties here"
    )


def _answer(question, wanted, sentence):
    country = None if question.is_ambiguous() else question.one("country") or question.one("country2")
    if country is None or all(member.code != country.value for member in member_countries()):
        return None
    lines = _lines(Country.objects.get(code=country.value))
    found = [line for line in lines if wanted(line)]
    rows = [Row((line.name, capfirst(line.state.words), line.signed, line.joined if line.state.is_party else "–",
                 line.in_force), line.url) for line in found]  # fmt: skip
    looks = [str(line.state.as_of) for line in found if line.state.as_of]
    sources = dict.fromkeys(line.fallback_source for line in found if line.fallback_source)
    text = f"{country.label} {sentence.format(len(found), len(lines))}."
    url = f"{country_url(country.value)}#treaties"
    return Answer(text, url, min(looks, default=""), list(sources), COLUMNS, rows)


def _lines(country):
    """Every public treaty with the state of the country, by its adoption; two queries."""
    treaties = list(Treaty.objects.published().order_by("date", "title", "pk"))
    records = state_records(treaties, country)
    return [Line(treaty.short_title or treaty.title, treaty.get_absolute_url(),
                 state_of(records[treaty.pk], country.code), treaty.source_url) for treaty in treaties]  # fmt: skip
