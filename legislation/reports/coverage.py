"""The report “Who has what”: laws per member and main theme, and the state of knowledge where there are none."""

import datetime
from collections import defaultdict
from functools import cached_property
from itertools import product

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.forms import CheckboxSelectMultiple
from django_filters import ModelMultipleChoiceFilter

from baliportal.catalogue.journal.known import KnownEntries
from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.page_question import TODAY
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Day, Number, Text
from baliportal.exports.day_filters import AsOfRowsFilter, KnownFilter
from baliportal.exports.plots import Mark, Matrix
from baliportal.exports.report import Report, iso
from baliportal.exports.report_filters import ComputedRowsFilter, CountryFilter, ReportFilters

from ..coverage_check import coverage_state
from ..day_sources import checks_of
from ..models import CoverageCheck, Law

STATES = CoverageCheck.State
SIGNS = {STATES.CONFIRMED_NONE.value: "–", STATES.NOT_CHECKED.value: "?", STATES.DISPUTED.value: "!"}
NO_LAWS = 0, None
#: Words for cells of which there is nothing to say but the number of laws.
UNVERIFIED, NOBODY = "Laws not yet verified", "Nobody yet"


class MemberFilter(CountryFilter):
    """Choice of countries with a published profile as a member or observer; rows are made for the chosen ones."""

    def filter(self, qs, chosen):
        return qs

    def countries_with_rows(self):
        return Q(pk__in=members().values("pk"))


class CoverageFilters(ReportFilters):
    """Filters that say for which members, themes and states rows are made; they filter no queryset."""

    country = MemberFilter(label="Member")
    topic = ModelMultipleChoiceFilter(
        queryset=Topic.objects.main(), to_field_name="slug", label="Main theme", widget=CheckboxSelectMultiple
    )
    state = ComputedRowsFilter(STATES.choices, "What is known", "state")
    as_of = AsOfRowsFilter(help_text="Laws enacted by that day, and checks made by then.")
    known = KnownFilter()

    class Meta:
        model = CoverageCheck
        fields = []

    def base_queryset(self):
        return CoverageCheck.objects.none()

    @cached_property
    def rows(self):
        """The rows under the filters: matrix and table share them."""
        return list(_rows(self))


def members():
    """The countries that have a published profile as a member or observer."""
    profiles = Entry.objects.published().filter(kind="member")
    return Country.objects.filter(member_state__in=profiles.values("pk"))


def chosen_members(filters):
    """The members chosen by the filter `country`, all where none is."""
    chosen = filters.chosen("country")
    return members().filter(pk__in=[country.pk for country in chosen]) if chosen else members()


def coverage(filters):
    """One row per member and main theme, members by name, themes in the vocabulary's order."""
    return iter(filters.rows)


def _rows(filters):
    states = filters.chosen("state")
    themes = filters.chosen("topic") or list(Topic.objects.main())
    countries, question = list(chosen_members(filters)), filters.question
    laws, checks = laws_by_country_and_theme(question), checks_of(countries, question, of="law")
    for country in countries:
        for theme in themes:
            found = laws.get((country.code, theme.slug), NO_LAWS)
            row = _row(country, theme, found, checks.get((country.code, theme.slug, "law")))
            if not states or row["state"] in states:
                yield row


def laws_by_country_and_theme(question=TODAY):
    """Published laws per country and main theme with its narrower ones: {(country code, slug): (number, day)}.

    The day is the last on which one of them was verified, or None. As of a day, laws not surely enacted later.
    """
    if question.known:
        return _known_laws_by_country_and_theme(question)
    laws = Law.objects.published().order_by()
    laws = laws.filter(date__lte=PartialDate.of(question.as_of)) if question.as_of else laws
    counts = laws.annotate(main=Coalesce("topics__parent__slug", "topics__slug")).values_list("countries__code", "main")
    counts = counts.annotate(number=Count("pk", distinct=True), verified=Max("verified_on"))
    return {(country, theme): (number, verified) for country, theme, number, verified in counts}


def _known_laws_by_country_and_theme(question):
    main = {topic.slug: (topic.parent or topic).slug for topic in Topic.objects.select_related("parent")}
    last = question.as_of.isoformat() if question.as_of else "9999"
    days = defaultdict(list)
    for record in KnownEntries("law", question.known, matches=lambda r: r["date"] <= last).stored_records():
        for country, theme in product(record["countries"], {main[slug] for slug in record["topics"] if slug in main}):
            days[country, theme].append(record["verified_on"])
    return {place: (len(each), _latest(each)) for place, each in days.items()}


def _latest(days):
    last = max(filter(None, days), default="")
    return datetime.date.fromisoformat(last) if last else None


def _row(country, theme, found, check):
    laws, verified = found
    state = coverage_state(laws, check.state if check else "")
    shown = check if check and check.state == state else None
    return {
        "country": country.name,
        "code": country.code,
        "theme": theme.label,
        "laws": laws,
        "state": state,
        "checked_on": iso(shown and shown.checked_on),
        "checked_by": shown.checked_by if shown else "",
        "looked": _who_looked(state, shown, verified),
        "note": shown.note if shown else "",
        "source": shown.source_url if shown else "",
    }


def _who_looked(state, check, verified):
    """Role and day of the check, in words; of laws without a check, when one of them was last verified."""
    if check:
        day = in_words(PartialDate.of(check.checked_on)) if check.checked_on else "day not recorded"
        return f"{check.checked_by or 'Not recorded who'}, {day}"
    if state == STATES.RECORDED:
        return f"Laws last verified on {in_words(PartialDate.of(verified))}" if verified else UNVERIFIED
    return NOBODY


def marks(filters):
    """Cells of the matrix: the number of laws where some are recorded, else a sign for the state."""
    for row in coverage(filters):
        description = f"{STATES(row['state']).label.capitalize()}, laws: {row['laws']}. {row['looked']}"
        sign, is_explained = SIGNS.get(row["state"], str(row["laws"])), row["looked"] in (UNVERIFIED, NOBODY)
        yield row["country"], row["theme"], Mark(sign, description, row["state"], is_explained)


def member_urls(filters, report="who-has-what"):
    """The address of the report for one member alone, by its name."""
    return {row["country"]: f"/reports/{report}/?country={row['code']}" for row in filters.rows}


WHO_HAS_WHAT = Report(
    name="who-has-what",
    title="Who has what",
    question="On which themes are laws of each member recorded in this portal, and where has nobody looked yet?",
    rows=coverage,
    filters=CoverageFilters,
    plot=Matrix(
        "Members and main themes", "Member", marks,
        legend=(
            Mark("3", "Recorded: so many laws", "recorded"), Mark("–", "Confirmed: none", "confirmed-none"),
            Mark("!", "Disputed: sources disagree", "disputed"),
            Mark("?", "Not checked: none is recorded, and nobody has confirmed that there is none", "not-checked"),
        ),
        note="Where nothing else is said, the laws are not yet verified. A member leads to its row in words.",
        row_urls=member_urls, follows_days=True,
    ),
    key=("code", "theme"),
    columns=(
        SchemaField("country", "Member", Text(), "The member or observer.", "Malaysia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "MY"),
        SchemaField("theme", "Theme", Text(), "A main theme; laws under its narrower themes count.",
                    "Border management"),
        SchemaField("laws", "Laws recorded in this portal", Number(), "Whatever their legal status. 0 says nothing of "
                    "whether there is a law."),
        SchemaField("state", "What is known", Choice(choices=tuple(STATES.choices)), "Recorded: at least one law is. "
               "Confirmed none: somebody looked and confirmed it. Disputed: sources disagree. Not checked: none is "
                    "recorded, and nobody has confirmed that there is none.", "recorded"),
        SchemaField("checked_on", "Checked on", Day(), "When somebody looked, where that gave this state."),
        SchemaField("checked_by", "Checked by", Text(), "In which role.", "legal officer"),
        SchemaField("looked", "Who looked, and when", Text(), "In words; where laws are recorded and nobody checked "
                    "the theme, when one of them was last verified.", "Legal officer, 2 November 2026"),
        SchemaField("note", "Note", Text(), "What was found."),
        SchemaField("source", "Source", Text(), "Where this is said."),
    ),
)  # fmt: skip
