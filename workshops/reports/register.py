"""The register of meetings."""

from baliportal.catalogue.record import Column
from baliportal.catalogue.values import Date, Day, Number, Text
from baliportal.exports.counting import per_year
from baliportal.exports.filters import (
    ChoiceFilter,
    CountryFilter,
    LastYearFilter,
    ReportFilters,
    TopicFilter,
    YearFilter,
)
from baliportal.exports.plots import Columns
from baliportal.exports.report import PAGE, Report, count_of, iso, label, name, names, page, source, streamed

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
    found = filters.qs.select_related("place", "series").order_by("-date", "title", "pk")
    for meeting in streamed(found, "host_countries", "host_organisations", "co_chairs", "topics"):
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
            "verified_on": iso(meeting.verified_on),
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
        Column("title", "Meeting", Text(), "The title in English."),
        Column("type", "Kind of meeting", Text(), "Which kind of meeting it is.", "Workshop"),
        Column("series", "Series", Text(), "The row of meetings it is counted in."),
        Column("ordinal", "Number in the series", Number(), "14 for the fourteenth of its series.", "14"),
        Column("first_day", "First day", Date(), "As precise as known.", "2002-02-26"),
        Column("last_day", "Last day", Date(), "As precise as known.", "2002-02-28"),
        Column("city", "City", Text(), "Where it was held.", "Bali"),
        Column("country", "Country of the place", Text(), "The country it was held in.", "Indonesia"),
        Column("hosts", "Hosts", Text(), "Countries and organisations that hosted it.", "Australia; Indonesia"),
        Column("co_chairs", "Co-chairs", Text(), "Countries that chaired it.", "Australia; Indonesia"),
        Column("format", "Format", Text(), "In person, virtual or hybrid; empty when not known."),
        Column("status", "Held or planned", Text(), "Whether it was held, is planned, was postponed or cancelled."),
        Column("themes", "Themes", Text(), "What it was about."),
        Column("outcomes", "Outcomes", Text(), "What was agreed, adopted or begun."),
        Column("source", "Source", Text(), "Where these facts come from."),
        Column("verified_on", "Verified on", Day(), "When the record was last checked against its source."),
        PAGE,
    ),
)
