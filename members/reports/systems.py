"""Who takes part in which system."""

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
    """One row per part that a country takes in a system, by system and country."""
    found = filters.qs.select_related("system", "country")
    for share in streamed(found.order_by("system__title", "country__name", "since", "role", "pk")):
        yield {
            "system": share.system.title,
            "acronym": share.system.acronym,
            "code": share.country.code,
            "country": name(share.country),
            "role": label(share, "role"),
            "since": iso(share.since),
            "until": iso(share.until),
            "note": share.note,
            "source": share.source_url or source(share.system),
            "page": page(share.system),
        }


def marks(filters):
    """The rows as a matrix: a letter for the role, since when in words; of several parts the latest."""
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
