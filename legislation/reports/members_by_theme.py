"""The report on what is recorded of members under a theme: coverage, laws, treaties and systems."""

from django.utils.text import capfirst

from baliportal.catalogue.models import Country
from baliportal.catalogue.page_question import TODAY, PageQuestion
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Date, Text
from baliportal.exports.day_filters import AsOfRowsFilter, KnownFilter
from baliportal.exports.report import PAGE, Report, iso, page
from baliportal.exports.report_filters import ComputedRowsFilter, ReportFilters, TopicFilter

from .. import law_state, treaty_state
from ..coverage_check import coverage_state
from ..day_sources import checks_of, laws_of, participations_of, treaties_of
from ..models import Law
from .coverage import STATES, MemberFilter, chosen_members

ABOUT = {"coverage": "what is known", "law": "law", "treaty": "treaty", "system": "system"}


class ThemeFilters(ReportFilters):
    country = MemberFilter(label="Member")
    topic = TopicFilter()
    about = ComputedRowsFilter(ABOUT.items(), "About", "about")
    as_of = AsOfRowsFilter(help_text="What was in force, and who was bound or took part, on that day.")
    known = KnownFilter()

    class Meta:
        model = Law
        fields = []


def facts(filters):
    """The rows under the filters, see `facts_of`."""
    about = filters.chosen("about") or list(ABOUT)
    return facts_of(list(chosen_members(filters)), filters.chosen("topic"), about, filters.question)


def facts_of(countries, topics, about=tuple(ABOUT), question: PageQuestion = TODAY):
    """One row per member and fact: what is known of the themes, then laws, treaties and systems by their names."""
    laws = _laws(countries, topics, question)
    finders = {
        "coverage": lambda: _coverage(countries, topics, laws, question),
        "law": lambda: laws,
        "treaty": lambda: standings(treaties_of(countries, question, topics), countries, question.as_of),
        "system": lambda: participation(countries, topics, question),
    }
    rows = {name: finders[name]() for name in ABOUT if name in about}
    for country in countries:
        for name, found in rows.items():
            for row in found.get(country.code, ()):
                yield {"country": country.name, "code": country.code, "about": name} | _EMPTY | row


_EMPTY = dict.fromkeys(("title", "number", "state", "words", "enacted", "since", "until", "note", "page"), "")


def _laws(countries, topics, question):
    """Rows of laws by country code, the newest first, those that are repealed last."""
    found = {}
    for each in laws_of(countries, topics, question):
        found.setdefault(each.code, []).append(_law(each.law, each.state))
    return {code: sorted(rows, key=lambda row: row["state"] == law_state.REPEALED) for code, rows in found.items()}


def _law(law, state):
    return {
        "title": law.title,
        "number": law.number,
        "state": state.state,
        "words": state.words,
        "enacted": iso(law.date),
        "since": iso(law.in_force_date),
        "until": iso(law.repealed_date),
        "page": page(law),
    }


def standings(treaties, countries, day=None):
    """For each country code a row for each treaty, a pair with its record: what is known of the country on a day."""
    return {
        country.code: [_treaty(treaty, treaty_state.state_of(record, country.code, day)) for treaty, record in treaties]
        for country in countries
    }


def _treaty(treaty, state):
    notes = [act["reservation_note"] for act in state.acts]
    return {
        "title": treaty.short_title or treaty.title,
        "state": state.state,
        "words": capfirst(state.words),
        "since": iso(state.since),
        "note": " ".join(filter(None, [*notes, state.note])),
        "page": page(treaty),
    }


def participation(countries, topics, question: PageQuestion = TODAY):
    """Rows of the systems on the theme by country code, in each of which the country takes part."""
    roles = dict(Country._meta.get_field("participations").related_model._meta.get_field("role").choices)
    found = {}
    for part in participations_of(countries, topics, question):
        found.setdefault(part["code"], []).append({
            "title": part["title"], "state": part["role"], "words": capfirst(roles.get(part["role"], part["role"])),
            "page": f"/e/{part['id']}/", "since": iso(part["since"]), "until": iso(part["until"]), "note": part["note"],
        })  # fmt: skip
    return found


def _coverage(countries, topics, laws, question):
    """One row per country and chosen theme: recorded, confirmed none, not checked or disputed, and who looked when."""
    checks = checks_of(countries, question, of="law") if topics else {}
    return {
        country.code: [
            _known(topic, len(laws.get(country.code, ())), checks.get((country.code, topic.slug, "law")))
            for topic in topics
        ]
        for country in countries
    }


def _known(topic, number, check):
    state = coverage_state(number, check.state if check else "")
    return {
        "title": topic.label,
        "state": state,
        "words": capfirst(STATES(state).label),
        "since": iso(check and check.checked_on),
        "note": "; ".join(filter(None, [check.checked_by, check.note])) if check else "",
        "page": topic.get_absolute_url(),
    }


MEMBERS_BY_THEME = Report(
    name="members-by-theme",
    title="Laws, treaties and systems by theme, member by member",
    question="Which laws, treaties and systems on a theme are recorded in this portal of each member, and what is "
    "known where there are none?",
    rows=facts,
    filters=ThemeFilters,
    key=("code", "about", "page", "title", "state", "since"),
    columns=(
        SchemaField("country", "Member", Text(), "The member or observer.", "Malaysia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "MY"),
        SchemaField("about", "About", Choice(choices=tuple(ABOUT.items())), "What the row is about.", "law"),
        SchemaField("title", "Name", Text(), "The law, treaty, system or theme."),
        SchemaField("number", "Number", Text(), "The number of a law as the law itself writes it.", "Act 670"),
        SchemaField("state", "State, as a code", Text(), "Legal status, standing towards a treaty, part in a system, "
                    "or state of knowledge.", "in-force", shown=False),
        SchemaField("words", "State", Text(), "The same in words.", "In force"),
        SchemaField("enacted", "Enacted", Date(), "When a law was enacted.", "2007-07-18"),
        SchemaField("since", "Since", Date(), "Since when a law is in force, or a part in a system is taken; of a "
                    "treaty, its latest act; of a theme, when somebody looked.", "2007-10-01"),
        SchemaField("until", "Until", Date(), "When a law was repealed or a part in a system ended."),
        SchemaField("note", "Note", Text(), "Reservations and declarations, or what was found."),
        PAGE,
    ),
)  # fmt: skip
