"""The report on what is recorded of members under a theme: coverage, laws, treaties and systems."""

from django.db.models import F, Q
from django.utils.text import capfirst

from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Date, Text
from baliportal.exports.report import PAGE, Report, iso, page
from baliportal.exports.report_filters import ComputedRowsFilter, ReportFilters, TopicFilter

from .. import law_state, treaty_state
from ..coverage_check import coverage_state
from ..models import CoverageCheck, Law, Treaty
from ..partial_records import effects_on, law_record, treaty_records
from .coverage import STATES, MemberFilter, chosen_members

ABOUT = {"coverage": "what is known", "law": "law", "treaty": "treaty", "system": "system"}
#: The model behind `Country.participations` belongs to a domain beside this one, so that it is met by its path.
PARTICIPATION = "participations__system__"
PUBLIC = {f"{PARTICIPATION}status": Status.PUBLISHED, f"{PARTICIPATION}visibility": Visibility.PUBLIC}


class ThemeFilters(ReportFilters):
    country = MemberFilter(label="Member")
    topic = TopicFilter()
    about = ComputedRowsFilter(ABOUT.items(), "About", "about")

    class Meta:
        model = Law
        fields = []


def facts(filters):
    """The rows under the filters, see `facts_of`."""
    return facts_of(list(chosen_members(filters)), filters.chosen("topic"), filters.chosen("about") or list(ABOUT))


def facts_of(countries, topics, about=tuple(ABOUT)):
    """One row per member and fact: what is known of the themes, then laws, treaties and systems by their names."""
    laws = _laws(countries, topics)
    finders = {
        "coverage": lambda: _coverage(countries, topics, laws),
        "law": lambda: laws,
        "treaty": lambda: _treaties(countries, topics),
        "system": lambda: participation(countries, topics),
    }
    rows = {name: finders[name]() for name in ABOUT if name in about}
    for country in countries:
        for name, found in rows.items():
            for row in found.get(country.code, ()):
                yield {"country": country.name, "code": country.code, "about": name} | _EMPTY | row


_EMPTY = dict.fromkeys(("title", "number", "state", "words", "enacted", "since", "until", "note", "page"), "")


def _laws(countries, topics):
    """Rows of laws by country code, the newest first, those that are repealed last."""
    public = _under(Law.objects.published(), topics).order_by().values("pk")
    rows = Law.objects.filter(pk__in=public, countries__in=countries)
    laws = list(rows.annotate(code=F("countries__code")).order_by("-date", "title", "pk"))
    effects, found = effects_on(laws), {}
    for law in laws:
        found.setdefault(law.code, []).append(_law(law, effects[law.pk]))
    return {code: sorted(rows, key=lambda row: row["state"] == law_state.REPEALED) for code, rows in found.items()}


def _law(law, effects):
    state = law_state.state_of(law_record(law), incoming=effects)
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


def _treaties(countries, topics):
    """Rows of the treaties on the theme by country code, for each country all of them."""
    return standings(list(_under(Treaty.objects.published(), topics).order_by("date", "title", "pk")), countries)


def standings(treaties, countries):
    """For each country code a row for each treaty: what is known of the country on the latest day of all."""
    records = treaty_records(treaties, countries)
    return {c.code: [_treaty(treaty, records[treaty.pk], c.code) for treaty in treaties] for c in countries}


def _treaty(treaty, record, code):
    state = treaty_state.state_of(record, code)
    notes = [act["reservation_note"] for act in state.acts]
    return {
        "title": treaty.short_title or treaty.title,
        "state": state.state,
        "words": capfirst(state.words),
        "since": iso(state.since),
        "note": " ".join(filter(None, [*notes, state.note])),
        "page": page(treaty),
    }


def participation(countries, topics):
    """Rows of the systems on the theme by country code, in each of which the country takes part."""
    wanted = Q(**{f"{PARTICIPATION}topics__in": topics}) | Q(**{f"{PARTICIPATION}topics__parent__in": topics})
    rows = Country.objects.filter(pk__in=[country.pk for country in countries], **PUBLIC)
    rows = rows.filter(wanted) if topics else rows
    names = [f"{PARTICIPATION}title", f"{PARTICIPATION}public_id"]
    names += [f"participations__{name}" for name in ("role", "since", "until", "note")]
    roles = dict(Country._meta.get_field("participations").related_model._meta.get_field("role").choices)
    found = {}
    for code, title, public_id, role, since, until, note in (
        rows.order_by(f"{PARTICIPATION}title", "participations__pk").values_list("code", *names).distinct()
    ):
        row = {"title": title, "state": role, "words": capfirst(roles.get(role, role)), "page": f"/e/{public_id}/"}
        found.setdefault(code, []).append(row | {"since": iso(since), "until": iso(until), "note": note})
    return found


def _coverage(countries, topics, laws):
    """One row per country and chosen theme: recorded, confirmed none, not checked or disputed, and who looked when."""
    checks = CoverageCheck.objects.filter(of="law", topic__in=topics, country__in=countries).order_by()
    by_place = {(check.country_id, check.topic_id): check for check in checks} if topics else {}
    return {
        country.code: [_known(topic, len(laws.get(country.code, ())), by_place.get((country.pk, topic.pk)))
                       for topic in topics]
        for country in countries
    }  # fmt: skip


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


def _under(entries, topics):
    """The entries under one of the themes or a narrower one; all where no theme is given."""
    if not topics:
        return entries
    return entries.filter(Q(topics__in=topics) | Q(topics__parent__in=topics)).distinct()


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
