"""The report on participation of countries in shared systems."""

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Text
from baliportal.exports.plots import Mark, Matrix
from baliportal.exports.report import PAGE, Report, count_of, iso, label, name, page, source, streamed
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters, TopicFilter

from ..models import InformationSystem, Participation

SIGNS = {
    "Participant": Mark("P", "Participant", "joined"),
    "Pilot": Mark("Pi", "Pilot", "signed"),
    "Evaluating": Mark("E", "Evaluating", "signed"),
    "Review committee": Mark("RC", "Review committee", "signed"),
}


class ParticipationFilters(ReportFilters):
    country = CountryFilter("country")
    topic = TopicFilter("system__topics")
    role = ChoiceFilter(Participation.Role.choices, "As", "role")

    class Meta:
        model = Participation
        fields = []

    def base_queryset(self):
        return Participation.objects.filter(system__in=InformationSystem.objects.published())


def participation_rows(filters):
    """One row per participation of a country in a system, by system and country."""
    participations = filters.qs.select_related("system", "country")
    for participation in streamed(participations.order_by("system__title", "country__name", "since", "role", "pk")):
        yield {
            "system": participation.system.title,
            "acronym": participation.system.acronym,
            "code": participation.country.code,
            "country": name(participation.country),
            "role": label(participation, "role"),
            "since": iso(participation.since),
            "until": iso(participation.until),
            "note": participation.note,
            "source": participation.source_url or source(participation.system),
            "page": page(participation.system),
        }


def marks(filters):
    """Cells of the matrix: a letter for the role and its dates in words; the latest participation of each pair wins."""
    for row in sorted(participation_rows(filters), key=lambda row: (row["country"], row["system"], row["since"])):
        ended = f" until {row['until']}" if row["until"] else ""
        words = f"{row['role']}{row['since'] and ' since '}{row['since']}{ended}"
        sign = SIGNS[row["role"]]
        yield (
            row["country"],
            row["acronym"] or row["system"],
            Mark(sign.text, words, (row["until"] and "left") or sign.tone),
        )


SYSTEM_PARTICIPATION = Report(
    name="system-participation",
    title="Participation in systems",
    question="Which country takes part in which shared system, such as RMAS: since when and as what?",
    rows=participation_rows,
    filters=ParticipationFilters,
    count=count_of,
    plot=Matrix(
        "Countries and systems", "Country", marks,
        legend=(
            *SIGNS.values(), Mark("P", "It no longer takes part", "left"),
            Mark("", "Nothing recorded in this portal", "not-recorded"),
        ),
    ),
    key=("page", "country", "code", "role", "since"),
    columns=(
        SchemaField("system", "System", Text(), "Its name."),
        SchemaField("acronym", "Acronym", Text(), "Its short name.", "RMAS"),
        SchemaField("country", "Country", Text(), "Who takes part.", "New Zealand"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "NZ"),
        SchemaField("role", "As", Text(), "In which role.", "Participant"),
        SchemaField("since", "Since", Date(), "From when, as precise as known.", "2006-03"),
        SchemaField("until", "Until", Date(), "Until when; empty while it lasts."),
        SchemaField("note", "Note", Text(), "What the source adds."),
        SchemaField("source", "Source", Text(), "Where this is said."),
        PAGE,
    ),
)  # fmt: skip
