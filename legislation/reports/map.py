"""The report that draws members on a map: parties to a treaty, laws on a theme, what is known, systems."""

from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from baliportal.catalogue.db.combined_queries import fetch_together
from baliportal.catalogue.models import Topic
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Number, Text
from baliportal.exports.day_filters import AsOfRowsFilter, KnownFilter
from baliportal.exports.plots import Map, Mark
from baliportal.exports.plots.matrix import SHADES
from baliportal.exports.report import PAGE, Report, page
from baliportal.exports.report_filters import OneChoiceFilter, ReportFilters

from .. import treaty_state
from ..day_sources import treaties_of
from ..models import CoverageCheck, Treaty
from .coverage import STATES, WHO_HAS_WHAT, members
from .members_by_theme import participation, standings

TREATY, LAWS, COVERAGE, SYSTEMS = "treaty", "laws", "coverage", "systems"
#: What the map shows before anybody chose.
FIRST = "treaty:tip-protocol"
#: Tone and words of a standing towards a treaty, by state.
STANDINGS = {
    treaty_state.PARTY: ("joined", "Party"),
    treaty_state.PARTY_UNDATED: ("joined", "Party"),
    treaty_state.SIGNED: ("signed", "Signed only"),
    treaty_state.LEFT: ("left", "Left"),
    treaty_state.NOT_PARTY: ("confirmed-none", "Not a party, or cannot join, as far as was looked up"),
    treaty_state.CANNOT_JOIN: ("confirmed-none", "Not a party, or cannot join, as far as was looked up"),
    treaty_state.UNCERTAIN: ("not-recorded", "Not looked up, or not certain"),
    treaty_state.NOT_LOOKED_UP: ("not-recorded", "Not looked up, or not certain"),
}


#: Words for a treaty that had not been adopted, or was not in this portal, on the day.
NOT_THERE = {"state": treaty_state.NOT_LOOKED_UP, "words": "Not there, or not recorded, on that day", "since": ""}


def subjects():
    """Subjects of the map: [(value, label)]; a value is a kind of subject and its slug, as treaty:tip-protocol."""
    treaties = Treaty.objects.published().order_by("date", "title").values_list("slug", "short_title", "title")
    topics = Topic.objects.main().values_list("slug", "label")
    fetch_together(treaties, topics)
    found = [
        *((f"{TREATY}:{slug}", f"Parties to {short or title}") for slug, short, title in treaties),
        *((f"{LAWS}:{slug}", f"Laws: {label}") for slug, label in topics),
        *((f"{COVERAGE}:{slug}", f"What is known of laws: {label}") for slug, label in topics),
        (SYSTEMS, "Systems in which members take part"),
    ]
    return sorted(found, key=lambda choice: choice[0] != FIRST)


class MapFilters(ReportFilters):
    of = OneChoiceFilter(subjects, "Show")
    as_of = AsOfRowsFilter(help_text="Who was bound or took part on that day, and the laws enacted by then.")
    known = KnownFilter(help_text="What is not public today is shown for no day. Members and subjects are of today.")

    class Meta:
        model = CoverageCheck
        fields = []

    def base_queryset(self):
        return CoverageCheck.objects.none()

    @cached_property
    def places(self):
        """The rows with the tone of each on the map: map and table share them."""
        return list(_places(self))

    @cached_property
    def subject(self):
        """The chosen subject: (kind, slug, label)."""
        choices = dict(self.form.fields["of"].choices)
        value = self.form.cleaned_data.get("of") or next(iter(choices))
        kind, _, slug = value.partition(":")
        return kind, slug, choices[value]


def places(filters):
    """One row per member, by name: what is recorded of it on the subject."""
    for place in filters.places:
        yield {name: value for name, value in place.items() if name != "tone"}


def _places(filters):
    kind, slug, label = filters.subject
    for country, found in _FINDERS[kind](slug, filters.question):
        yield {
            "country": country.name,
            "code": country.code,
            "subject": label,
            "state": "",
            "number": None,
            "since": "",
            "page": page(country.member_state),
        } | found


def _members():
    return list(members().select_related("member_state"))


def _treaty(slug, question):
    countries = _members()
    found = standings(treaties_of(countries, question, slug=slug), countries, question.as_of)
    for country in countries:
        row = next(iter(found[country.code]), NOT_THERE)
        yield country, {"tone": STANDINGS[row["state"]][0], "state": row["words"], "since": row["since"]}


def _laws(slug, question):
    for country, row in _covered(slug, question):
        number = row["laws"]
        yield country, {"state": _counted(number, "law"), "number": number}


def _coverage(slug, question):
    for country, row in _covered(slug, question):
        words = f"{STATES(row['state']).label.capitalize()}; {row['looked']}"
        yield country, {"tone": row["state"], "state": words, "number": row["laws"]}


def _covered(slug, question):
    countries = {country.code: country for country in _members()}
    query = QueryDict(urlencode([("topic", slug), *question.pairs]))
    rows = WHO_HAS_WHAT.iter_rows(WHO_HAS_WHAT.bind_filters(query))
    return [(countries[row["code"]], row) for row in rows]


def _systems(slug, question):
    countries = _members()
    found = participation(countries, [], question)
    for country in countries:
        rows = (row for row in found.get(country.code, ()) if question.as_of or not row["until"])
        number = len({row["page"] for row in rows})
        yield country, {"state": _counted(number, "system"), "number": number}


def _counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'} recorded" if number else f"No {noun} recorded"


_FINDERS = {TREATY: _treaty, LAWS: _laws, COVERAGE: _coverage, SYSTEMS: _systems}


def points(filters):
    """The members for the map; numbers are shaded by their size."""
    highest = _highest(filters)
    for row in filters.places:
        tone = row.get("tone") or _shade(row["number"], highest)
        yield row["code"], row["country"], f"/members/{row['code'].lower()}/", Mark("", row["state"], tone)


def _highest(filters):
    return max((row["number"] or 0 for row in filters.places), default=0)


def _shade(number, highest):
    return f"shade-{-(-SHADES * number // highest)}" if number else "not-recorded"


def legend(filters):
    """The marks of the map that its subject can have."""
    kind = filters.subject[0]
    if kind == TREATY:
        return [Mark("", words, tone) for tone, words in dict.fromkeys(STANDINGS.values())]
    if kind == COVERAGE:
        return [Mark("", state.label.capitalize(), state.value) for state in STATES]
    return [*_steps(_highest(filters)), Mark("", "None recorded in this portal", "not-recorded")]


def _steps(highest):
    """One mark for each shade, with the numbers that it stands for."""
    limits = [highest * shade // SHADES for shade in range(SHADES + 1)]
    for shade in range(1, SHADES + 1):
        first, last = limits[shade - 1] + 1, limits[shade]
        if first <= last:
            yield Mark("", str(last) if first == last else f"{first}–{last}", f"shade-{shade}")


MEMBERS_ON_A_MAP = Report(
    name="map",
    title="Members on a map",
    question="Who is party to a treaty, has laws on a theme recorded here, or takes part in systems, and of whom is "
    "nothing recorded?",
    rows=places,
    filters=MapFilters,
    plot=Map(lambda filters: filters.subject[2], points, legend),
    key=("code", "subject"),
    columns=(
        SchemaField("country", "Member", Text(), "The member or observer.", "Malaysia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "MY"),
        SchemaField("subject", "Subject", Text(), "What the map shows."),
        SchemaField("state", "What is recorded", Text(), "In words.", "Party, by accession"),
        SchemaField("number", "Number", Number(), "Of laws or systems recorded here; empty for treaties.", "3"),
        SchemaField("since", "Date of the act", Date(), "Of its latest act on the treaty, as precise as known."),
        PAGE,
    ),
)  # fmt: skip
