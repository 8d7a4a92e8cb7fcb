"""Number of meetings in each year, by kind and host."""

from django.db.models import Count, Exists, F, OuterRef

from baliportal.catalogue.publishing import Status, Visibility
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Number, Text
from baliportal.exports.plots import Columns
from baliportal.exports.report import Report
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters, TopicFilter
from baliportal.exports.sql.aggregates import distinct_rows, per_year, year
from baliportal.exports.year_filters import LastYearFilter, YearFilter

from ..models import Workshop
from ..records import TYPES


class MeetingsByYearFilters(ReportFilters):
    country = CountryFilter("host_countries", label="Host country")
    topic = TopicFilter()
    type = ChoiceFilter(TYPES, "Kind of meeting", "type")
    status = ChoiceFilter(Workshop.EventStatus.choices, "Held or planned", "event_status")
    from_year = YearFilter("From the year")
    to_year = LastYearFilter("To the year")

    class Meta:
        model = Workshop
        fields = []


def by_year(filters):
    """One row per year, kind and host that occur together, the newest first; what has no host or no year comes last."""
    counted = [row for links in _by_host(filters) for row in _counted(links)]
    counted.sort(key=lambda row: (-int(row[0] or 0), row[1], not row[2], row[2], row[3]))
    for in_year, kind, host, code, number in counted:
        row = {"host": host, "code": code, "meetings": number}
        yield {"year": int(in_year) if in_year else None, "type": TYPES.get(kind, kind)} | row


def _by_host(filters):
    """Meetings beside their hosts: countries, and where no country is chosen organisations, and meetings without."""
    meetings, chosen = distinct_rows(filters.qs), filters.chosen("country")
    states = Workshop.host_countries.through.objects.filter(workshop__in=meetings.values("pk"))
    if chosen:
        return [_beside(states.filter(country__in=chosen), "country__name", "country__code")]
    bodies = Workshop.host_organisations.through.objects.filter(
        workshop__in=meetings.values("pk"),
        organisation__status=Status.PUBLISHED,
        organisation__visibility=Visibility.PUBLIC,
    )
    without = meetings.exclude(Exists(states.filter(workshop=OuterRef("pk")))).exclude(
        Exists(bodies.filter(workshop=OuterRef("pk")))
    )
    return [
        _beside(states, "country__name", "country__code"),
        _beside(bodies, "organisation__title"),
        without.annotate(in_year=year(), of=F("type")).values_list("in_year", "of"),
    ]


def _beside(links, *host):
    return (
        links.order_by()
        .annotate(in_year=year("workshop__date"), of=F("workshop__type"))
        .values_list("in_year", "of", *host)
    )


def _counted(links):
    """(year, kind, host, code, number), with '' for what there is none of."""
    for in_year, kind, *host, number in links.annotate(number=Count("pk")):
        name, code = (*host, "", "")[:2]
        yield in_year, kind, name, code, number


MEETINGS_BY_YEAR = Report(
    name="meetings-by-year",
    title="Meetings by year, kind and host",
    question="How many meetings were there each year, of which kind, and who hosted them?",
    rows=by_year,
    filters=MeetingsByYearFilters,
    plot=Columns("Meetings per year, by kind", "meetings", per_year(TYPES)),
    key=("year", "type", "host", "code"),
    columns=(
        SchemaField("year", "Year", Number(), "The year of the first day; empty when not known.", "2018"),
        SchemaField("type", "Kind of meeting", Text(), "Which kind of meeting it is.", "Workshop"),
        SchemaField("host", "Host", Text(), "A country or organisation that hosted it; empty when not recorded.",
                    "Indonesia"),
        SchemaField("code", "Country code", Text(), "The ISO code of a host country.", "ID"),
        SchemaField("meetings", "Meetings", Number(),
                    "How many are recorded in this portal. A meeting with several hosts "
                    "counts under each of them; the chart counts it once.", "2"),
    ),
)  # fmt: skip
