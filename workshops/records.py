"""The record forms of meetings and of their series."""

from dataclasses import dataclass

from baliportal.catalogue.entry_columns import entry_columns
from baliportal.catalogue.kinds import Form, Kind
from baliportal.catalogue.links import Countries, CountryLink, Link, Links
from baliportal.catalogue.record import Column
from baliportal.catalogue.rows import Rows
from baliportal.catalogue.values import Choice, Date, InvalidValue, Number, Slug, Text
from baliportal.catalogue.vocabularies import ID

from .models import Attendance, Series, Workshop
from .relations import of_workshop

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

    named_by = ("slug",)

    def find(self, value):
        try:
            return Series.objects.get(slug=value)
        except Series.DoesNotExist:
            raise InvalidValue(f"there is no series “{value}”.") from None


PARTICIPANTS = Rows(columns=(
    Column("country", "Country", CountryLink(), "The country, or", "AU", facet="country", search="names"),
    Column("organisation", "Organisation", Link(kind="organisation"), "the organisation.", "iom", search="names"),
    Column("role", "As", Choice(choices=tuple(Attendance.Role.choices)), "In which role.", "participant"),
    Column("note", "Note", Text(300), "What the source adds.", "Head of delegation"),
), about=("country", "organisation"))  # fmt: skip

WORKSHOP = Kind(
    name="workshop",
    label="meeting",
    plural="Workshops and meetings",
    path="workshops",
    question="Conferences, working groups, workshops and training since 2002",
    model=Workshop,
    types=TYPES,
    standing="event_status",
    remarkable=("planned", "postponed", "cancelled"),
    sections=of_workshop,
    columns=entry_columns(
        Column("event_status", "Held or planned", Choice(choices=tuple(Workshop.EventStatus.choices)),
               "Whether it was held, is planned, was postponed or cancelled.", "held"),
        Column("end_date", "Last day", Date(), "The last day, as precise as known.", "2002-02-28"),
        Column("time_zone", "Time zone", Text(40), "IANA name of the place's time zone.", "Asia/Jakarta"),
        Column("format", "Format", Choice(choices=tuple(Workshop.Format.choices)), "In person, virtual or hybrid.",
               "hybrid"),
        Column("city", "City", Text(100), "Where it was held.", "Bali", search="names"),
        Column("venue", "Venue", Text(200), "The house it was held in.", "Bali International Convention Centre",
               search="text"),
        Column("place", "Country of the place", CountryLink(), "The country it was held in.", "ID", facet="country",
               search="names"),
        Column("series", "Series", SeriesLink(), "The row of meetings it is counted in.", "ad-hoc-group",
               search="text"),
        Column("ordinal", "Number in the series", Number(), "14 for the fourteenth.", "14"),
        Column("mechanism", "Parent mechanism", Text(200), "The body or group it belongs to.", "Ad Hoc Group",
               search="text"),
        Column("host_countries", "Host countries", Countries(), "Countries that hosted it.", "AU;ID", facet="country",
               search="names"),
        Column("host_organisations", "Host organisations", Links(kind="organisation"), "Organisations that hosted it.",
               "iom;rso", search="names"),
        Column("co_chairs", "Co-chairs", Countries(), "Countries that chaired it.", "AU;ID", facet="country"),
        Column("funders", "Funders", Links(kind="organisation"), "Organisations that paid for it.", "iom;unhcr"),
        Column("attendances", "Participants", PARTICIPANTS, "Who took part, and as what."),
        Column("outcomes", "Outcomes", Text(), "What was agreed, adopted or begun.",
               "Adopted the strategy for cooperation.", search="text"),
        types=TYPES,
        type_label="Kind of meeting",
        date_label="First day",
        date_meaning="The first day, as precise as known.",
        countries_meaning="Countries it was about, beyond its hosts and its place.",
    ),
)  # fmt: skip

SERIES = Form(
    name="series",
    label="series",
    plural="series",
    model=Series,
    columns=(
        ID,
        Column("slug", "Address", Slug(), "Its short name.", "ad-hoc-group"),
        Column("name", "Name", Text(200), "Its full name.", "Ad Hoc Group senior officials' meetings"),
        Column("mechanism", "Mechanism", Text(200), "The body or group that the meetings belong to.", "Ad Hoc Group"),
    ),
)
