"""Record schemas of meetings and of their series."""

from dataclasses import dataclass

from baliportal.catalogue.kinds import Kind, RecordSchema
from baliportal.catalogue.schema.entry_fields import entry_fields
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import Countries, CountryLink, Link, Links
from baliportal.catalogue.schema.scalars import Choice, Date, InvalidValue, Number, Slug, Text
from baliportal.catalogue.vocabularies import ID
from baliportal.exports.formats.citations.citation import Citation
from baliportal.exports.formats.registry import ICALENDAR
from baliportal.files.records import files_field

from . import checks, starter
from .answers import ANSWERS
from .calendar.source import MEETINGS
from .country_block import known_of_country, of_country
from .local_times import ClockTime, TimeZone
from .models import Attendance, Series, Workshop
from .pages.meeting import IN_BLOCKS, blocks_of_meeting, head_of_meeting

TYPES = {
    "ministerial-conference": "Ministerial conference",
    "senior-officials-meeting": "Senior officials' meeting",
    "ad-hoc-group": "Ad Hoc Group meeting",
    "working-group": "Working group meeting",
    "workshop": "Workshop",
    "symposium": "Symposium",
    "training": "Training",
    "roundtable": "Roundtable",
    "other": "Other meeting",
}


@dataclass(frozen=True)
class SeriesLink(Link):
    """The series a meeting belongs to, by slug."""

    vocabulary = "series"
    named_by = ("slug",)

    def find(self, value):
        try:
            return Series.objects.get(slug=value)
        except Series.DoesNotExist:
            raise InvalidValue(f"there is no series “{value}”.") from None


PARTICIPANTS = NestedRows(fields=(
    SchemaField("country", "Country", CountryLink(), "The country, or", "AU", facet="country", search="names"),
    SchemaField("organisation", "Organisation", Link(kind="organisation"), "the organisation.", "iom", search="names"),
    SchemaField("role", "As", Choice(choices=tuple(Attendance.Role.choices)), "In which role.", "participant"),
    SchemaField("note", "Note", Text(300), "What the source adds.", "Head of delegation"),
), about=("country", "organisation"))  # fmt: skip

WORKSHOP = Kind(
    name="workshop",
    answers=ANSWERS,
    label="meeting",
    plural="Workshops and meetings",
    menu_label="Meetings",
    further_dates=("end_date",),
    path="workshops",
    question="Conferences, working groups, workshops and training since 2002",
    model=Workshop,
    types=TYPES,
    standing="event_status",
    remarkable=("planned", "postponed", "cancelled"),
    obsolete=("cancelled",),
    head=head_of_meeting,
    blocks=blocks_of_meeting,
    of_country=of_country,
    of_country_known=known_of_country,
    citation=Citation("event"),
    review_months=36,
    checks=checks.CHECKS,
    expected=checks.FACTS,
    starter=starter.WORKSHOPS,
    formats={"ics": ICALENDAR},
    calendar=MEETINGS,
    fields=entry_fields(
        SchemaField("event_status", "Held or planned", Choice(choices=tuple(Workshop.EventStatus.choices)),
                    "Whether it was held, is planned, was postponed or cancelled.", "held"),
        SchemaField("end_date", "Last day", Date(), "The last day, as precise as known.", "2002-02-28"),
        SchemaField("start_time", "Begins at", ClockTime(), "Local time at which the first day begins.", "09:30"),
        SchemaField("end_time", "Ends at", ClockTime(), "Local time at which the last day ends.", "17:00"),
        SchemaField("time_zone", "Time zone", TimeZone(), "IANA name of the place's time zone.", "Asia/Jakarta"),
        SchemaField("format", "Format", Choice(choices=tuple(Workshop.Format.choices)), "In person, virtual or hybrid.",
                    "hybrid"),
        SchemaField("city", "City", Text(100), "Where it was held.", "Bali", search="names"),
        SchemaField("venue", "Venue", Text(200), "The house it was held in.", "Bali International Convention Centre",
                    search="text"),
        SchemaField("place", "Country of the place", CountryLink(), "The country it was held in.", "ID",
                    facet="country", search="names"),
        SchemaField("series", "Series", SeriesLink(), "The row of meetings it is counted in.", "ad-hoc-group",
                    search="text"),
        SchemaField("ordinal", "Number in the series", Number(), "14 for the fourteenth.", "14"),
        SchemaField("mechanism", "Parent mechanism", Text(200), "The body or group it belongs to.", "Ad Hoc Group",
                    search="text"),
        SchemaField("host_countries", "Host countries", Countries(), "Countries that hosted it.", "AU;ID",
                    facet="country", search="names"),
        SchemaField("host_organisations", "Host organisations", Links(kind="organisation"),
                    "Organisations that hosted it.", "iom;rso", search="names"),
        SchemaField("co_chairs", "Co-chairs", Countries(), "Countries that chaired it.", "AU;ID", facet="country"),
        SchemaField("funders", "Funders", Links(kind="organisation"), "Organisations that paid for it.", "iom;unhcr"),
        SchemaField("attendances", "Participants", PARTICIPANTS, "Who took part, and as what."),
        SchemaField("outcomes", "Outcomes", Text(), "What was agreed, adopted or begun.",
                    "Adopted the strategy for cooperation.", search="text"),
        files_field(
            ("agenda", "outcome", "participants", "presentation", "photograph", "translation", "annex", "other")
        ),
        types=TYPES,
        type_label="Kind of meeting",
        date_label="First day",
        date_meaning="The first day, as precise as known.",
        countries_meaning="Countries it was about, beyond its hosts and its place.",
        in_blocks=IN_BLOCKS,
    ),
)  # fmt: skip

SERIES = RecordSchema(
    name="series",
    label="series",
    plural="series",
    model=Series,
    starter=starter.SERIES,
    fields=(
        ID,
        SchemaField("slug", "Address", Slug(), "Its short name.", "ad-hoc-group"),
        SchemaField("name", "Name", Text(200), "Its full name.", "Ad Hoc Group senior officials' meetings"),
        SchemaField(
            "mechanism", "Mechanism", Text(200), "The body or group that the meetings belong to.", "Ad Hoc Group"
        ),
    ),
)
