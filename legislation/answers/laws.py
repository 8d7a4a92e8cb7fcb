"""Answers about the laws of a country, on a theme where one is named, and about the countries that have such laws."""

from django.db.models import Q

from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row, joined
from baliportal.search.answers.evidence import as_of, sources_of

from ..law_state import NOT_ENACTED, REPEALED, state_of
from ..member_countries import member_countries
from ..models import CoverageCheck, Law
from ..partial_records import effects_on, law_record

COLUMNS = ("Law", "Number", "Enacted", "Status")
MAX_ROWS = 60


def laws(question):
    """The laws of a country that are filed under a theme or a narrower one, those in force first."""
    if question.all("topic2"):
        country = question.one("country")
        return country and joined([laws(question.for_theme(slot)) for slot in ("topic", "topic2")],
                                  f"/legislation/?country={country.value}")  # fmt: skip
    if question.is_ambiguous():
        return None
    country = Country.objects.filter(code=question.one("country").value).first()
    topic = _topic(question)
    if country is None or (topic is None and question.all("topic")):
        return None
    found = list(_laws(topic).filter(countries=country).order_by("-date", "title")[:MAX_ROWS])
    url = f"/legislation/?country={country.code}" + (f"&topic={topic.slug}" if topic else "")
    if not found:
        return _nothing(country, topic, url)
    states = [state_of(law_record(law), incoming=effects) for law, effects in _with_effects(found)]
    pairs = sorted(zip(found, states, strict=True), key=lambda pair: pair[1].state in (REPEALED, NOT_ENACTED))
    rows = [Row((law.title, law.number or "not recorded", in_words(law.date) or "not recorded", state.words),
                law.get_absolute_url()) for law, state in pairs]  # fmt: skip
    verb = "is" if len(found) == 1 else "are"
    text = f"{_number(len(found))} of {country.name}{_on(topic)} {verb} recorded{_first(pairs)}."
    return Answer(text, url, as_of(*found), sources_of(*found)[:5], COLUMNS, rows)


def countries_with_laws(question):
    """The members of which a law on a theme is recorded, whatever its status."""
    topic = None if question.is_ambiguous() else _topic(question)
    if topic is None:
        return None
    members = [member for member in member_countries() if not member.is_observer]
    found = _laws(topic).exclude(legal_status=REPEALED).values_list("countries__code", flat=True)
    codes = list(found.order_by())
    rows = [Row((member.name, str(codes.count(member.code))), country_url(member.code))
            for member in members if member.code in codes]  # fmt: skip
    text = (f"A law{_on(topic)} that is not recorded as repealed is on record for {len(rows)} of the {len(members)} "
            "members of the Bali Process; of the others none is recorded here.")  # fmt: skip
    return Answer(text, f"/legislation/?topic={topic.slug}", columns=("Member", "Laws recorded"), rows=rows)


def _laws(topic):
    found = Law.objects.published()
    return found.filter(Q(topics=topic) | Q(topics__parent=topic)).distinct() if topic else found


def _topic(question):
    theme = question.one("topic")
    return Topic.objects.filter(slug=theme.value).first() if theme else None


def _with_effects(found):
    effects = effects_on(found)
    return [(law, effects[law.pk]) for law in found]


def _nothing(country, topic, url):
    """That none is recorded, and whether somebody has looked: what is not recorded is not “no”."""
    checks = CoverageCheck.objects.filter(country=country, topic=topic, of="law", state="confirmed-none")
    check = checks.first() if topic else None
    rest = f"on {check.checked_on:%-d %B %Y} it was confirmed that there is none" if check else (
        "that does not mean that there is none"
    )  # fmt: skip
    day = str(check.checked_on) if check else ""
    return Answer(f"No law of {country.name}{_on(topic)} is recorded in this portal; {rest}.", url, day,
                  [check.source_url] if check and check.source_url else [])  # fmt: skip


def _number(number):
    return f"{number} law" if number == 1 else f"{number} laws"


def _on(topic):
    return f" on the theme “{topic.label}”" if topic else ""


def _first(pairs):
    """The titles, where they are few."""
    if len(pairs) > 3:
        return ""
    return ": " + "; ".join(f"{law.title} ({state.words[0].lower()}{state.words[1:]})" for law, state in pairs)
