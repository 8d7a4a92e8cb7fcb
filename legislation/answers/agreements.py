"""Answers about agreements between countries."""

from django.db.models import Prefetch, Q

from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row, joined
from baliportal.search.answers.evidence import as_of, sources_of

from ..agreement_status import status_in_words
from ..models import Agreement

COLUMNS = ("Agreement", "Parties", "Signed", "Status")
MAX_ROWS, NAMED = 60, 2


def agreements(question):
    """Agreements with both countries among their parties, those of the two alone first."""
    if question.all("topic2"):
        country = question.one("country")
        return country and joined([agreements(question.for_theme(slot)) for slot in ("topic", "topic2")],
                                  f"/agreements/?country={country.value}")  # fmt: skip
    countries, topic = _named(question, "country", "country2")
    if len(countries) != 2 or countries[0] == countries[1] or (topic is None and question.all("topic")):
        return None
    found = list(_agreements(topic).filter(countries=countries[0]).filter(countries=countries[1])[:MAX_ROWS])
    found.sort(key=lambda agreement: len(agreement.countries.all()) > 2)
    both = f"{countries[0].name} and {countries[1].name}"
    url = f"/agreements/?country={countries[0].code}" + (f"&topic={topic.slug}" if topic else "")
    if not found:
        return Answer(f"No agreement between {both}{_on(topic)} is recorded in this portal; that does not mean that "
                      "there is none.", url)  # fmt: skip
    alone = sum(len(agreement.countries.all()) == 2 for agreement in found)
    wider = f", {len(found) - alone} of them with further parties" if alone < len(found) else ""
    text = f"{_number(len(found))} between {both}{_on(topic)} {_are(found)} recorded{wider}{_titles(found)}."
    return _answer(text, url, found)


def agreements_of(question):
    """Agreements of a country, with whom."""
    countries, topic = _named(question, "country")
    if len(countries) != 1 or (topic is None and question.all("topic")):
        return None
    (country,) = countries
    found = list(_agreements(topic).filter(countries=country)[:MAX_ROWS])
    url = f"/agreements/?country={country.code}" + (f"&topic={topic.slug}" if topic else "")
    if not found:
        return Answer(f"No agreement of {country.name}{_on(topic)} is recorded in this portal; that does not mean that "
                      "there is none.", url)  # fmt: skip
    others = sorted({other.name for one in found for other in one.countries.all() if other != country})
    text = f"{_number(len(found))} of {country.name}{_on(topic)} {_are(found)} recorded, with {_count(others)}."
    return _answer(text, url, found)


def _named(question, *slots):
    """The countries in these slots, in their order, and the theme."""
    if question.is_ambiguous():
        return [], None
    codes = [question.one(slot).value for slot in slots if question.one(slot)]
    found = sorted(Country.objects.filter(code__in=codes), key=lambda country: codes.index(country.code))
    theme = question.one("topic")
    return found, Topic.objects.filter(slug=theme.value).first() if theme else None


def _agreements(topic):
    found = Agreement.objects.published().order_by("-date", "title").prefetch_related(
        Prefetch("countries", Country.objects.order_by("name"))
    )  # fmt: skip
    return found.filter(Q(topics=topic) | Q(topics__parent=topic)).distinct() if topic else found


def _answer(text, url, found):
    rows = [Row((one.title, ", ".join(country.name for country in one.countries.all()) or "not recorded",
                 in_words(one.date) or "not recorded", status_in_words(one) or "Status not recorded"),
                one.get_absolute_url()) for one in found]  # fmt: skip
    return Answer(text, url, as_of(*found), sources_of(*found)[:5], COLUMNS, rows)


def _number(number):
    return f"{number} agreement" if number == 1 else f"{number} agreements"


def _are(found):
    return "is" if len(found) == 1 else "are"


def _on(topic):
    return f" on the theme “{topic.label}”" if topic else ""


def _titles(found):
    if len(found) > NAMED:
        return ""
    return ": " + "; ".join(f"{one.title} ({in_words(one.date) or 'signed on a day that is not recorded'})"
                            for one in found)  # fmt: skip


def _count(names):
    return ", ".join(names) if len(names) <= 6 else f"{len(names)} countries"
