"""The register of meetings."""

from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Number, Text
from baliportal.exports.plots import Columns
from baliportal.exports.report import (
    PAGE,
    VERIFICATION,
    Report,
    count_of,
    iso,
    label,
    name,
    names,
    page,
    source,
    streamed,
    verification,
)
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters, TopicFilter
from baliportal.exports.sql.aggregates import per_year
from baliportal.exports.year_filters import LastYearFilter, YearFilter

from ..models import Workshop
from ..records import TYPES


class MeetingFilters(ReportFilters):
    country = CountryFilter("countries", "place", "host_countries", "co_chairs", label="Place, host, chair or subject")
    topic = TopicFilter()
    type = ChoiceFilter(TYPES, "Kind of meeting", "type")
    status = ChoiceFilter(Workshop.EventStatus.choices, "Held or planned", "event_status")
    from_year = YearFilter("From the year")
    to_year = LastYearFilter("To the year")

    class Meta:
        model = Workshop
        fields = []


def meetings(filters):
    """One row per meeting, the newest first."""
    rows = filters.qs.select_related("place", "series").order_by("-date", "title", "pk")
    for meeting in streamed(rows, "host_countries", "host_organisations", "co_chairs", "topics"):
        yield {
            "title": meeting.title,
            "type": meeting.type_label,
            "series": name(meeting.series),
            "ordinal": meeting.ordinal,
            "first_day": iso(meeting.date),
            "last_day": iso(meeting.end_date),
            "city": meeting.city,
            "country": name(meeting.place),
            "hosts": names([*meeting.host_countries.all(), *meeting.host_organisations.all()]),
            "co_chairs": names(meeting.co_chairs.all()),
            "format": label(meeting, "format"),
            "status": label(meeting, "event_status"),
            "themes": names(meeting.topics.all()),
            "outcomes": meeting.outcomes,
            "source": source(meeting),
            **verification(meeting),
            "page": page(meeting),
        }


MEETINGS_REGISTER = Report(
    name="meetings-register",
    title="Register of meetings",
    question="Which meetings are recorded in this portal: when, where, hosted by whom and about what?",
    rows=meetings,
    filters=MeetingFilters,
    count=count_of,
    plot=Columns(
        "Meetings per year, held or planned", "meetings", per_year(Workshop.EventStatus.choices, part="event_status")
    ),
    columns=(
        SchemaField("title", "Meeting", Text(), "The title in English."),
        SchemaField("type", "Kind of meeting", ExpectedText(), "Which kind of meeting it is.", "Workshop"),
        SchemaField("series", "Series", Text(), "The row of meetings it is counted in."),
        SchemaField("ordinal", "Number in the series", Number(), "14 for the fourteenth of its series.", "14"),
        SchemaField("first_day", "First day", Date(), "As precise as known.", "2002-02-26"),
        SchemaField("last_day", "Last day", Date(), "As precise as known.", "2002-02-28"),
        SchemaField("city", "City", Text(), "Where it was held.", "Bali"),
        SchemaField("country", "Country of the place", ExpectedText(), "The country it was held in.", "Indonesia"),
        SchemaField(
            "hosts", "Hosts", ExpectedText(), "Countries and organisations that hosted it.", "Australia; Indonesia"
        ),
        SchemaField("co_chairs", "Co-chairs", Text(), "Countries that chaired it.", "Australia; Indonesia"),
        SchemaField("format", "Format", Text(), "In person, virtual or hybrid; empty when not known."),
        SchemaField(
            "status", "Held or planned", Text(), "Whether it was held, is planned, was postponed or cancelled."
        ),
        SchemaField("themes", "Themes", ExpectedText(), "What it was about."),
        SchemaField("outcomes", "Outcomes", ExpectedText(), "What was agreed, adopted or begun."),
        SchemaField("source", "Source", ExpectedText(), "Where these facts come from."),
        *VERIFICATION,
        PAGE,
    ),
)
