"""Who did what with which treaty."""

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Text
from baliportal.exports.plots import Columns
from baliportal.exports.report import PAGE, Report, count_of, iso, label, name, page, source, streamed
from baliportal.exports.report_filters import (
    ChoiceFilter,
    CountryFilter,
    LastYearFilter,
    ReportFilters,
    TopicFilter,
    YearFilter,
)
from baliportal.exports.sql.aggregates import per_year

from ..models import Treaty, TreatyAction


class ActionFilters(ReportFilters):
    country = CountryFilter("country", label="State")
    topic = TopicFilter("treaty__topics")
    action = ChoiceFilter(TreatyAction.Action.choices, "Act", "action")
    from_year = YearFilter("From the year")
    to_year = LastYearFilter("To the year")

    class Meta:
        model = TreatyAction
        fields = []

    def base_queryset(self):
        return TreatyAction.objects.filter(treaty__in=Treaty.objects.published())


def actions(filters):
    """One row per act of a state, by state, treaty and date."""
    found = filters.qs.select_related("country", "treaty")
    for act in streamed(found.order_by("country__name", "treaty__title", "date", "action", "pk")):
        yield {
            "country": name(act.country),
            "code": act.country.code,
            "treaty": act.treaty.title,
            "short_title": act.treaty.short_title,
            "action": label(act, "action"),
            "date": iso(act.date),
            "in_force": iso(act.in_force_date),
            "reservation": act.reservation_note,
            "source": act.source_url or source(act.treaty),
            "page": page(act.treaty),
        }


TREATY_STATUS = Report(
    name="treaty-status",
    title="Treaty status",
    question="Which state has signed, ratified or joined which treaty, and when, as far as recorded in this portal?",
    rows=actions,
    filters=ActionFilters,
    count=count_of,
    plot=Columns(
        "Acts of states per year, by kind of act", "acts", per_year(TreatyAction.Action.choices, part="action")
    ),
    key=("page", "code", "action", "date"),
    columns=(
        SchemaField("country", "State", Text(), "The state that acted.", "Australia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "AU"),
        SchemaField("treaty", "Treaty", Text(), "The full title."),
        SchemaField("short_title", "Short title", Text(), "The name people use.", "UNTOC"),
        SchemaField("action", "Act", Text(), "What it did.", "Ratification"),
        SchemaField("date", "Date", Date(), "When, as precise as known.", "2005-09-14"),
        SchemaField("in_force", "In force for it", Date(), "From when it binds that state."),
        SchemaField("reservation", "Reservations and declarations", Text(), "What the state declared."),
        SchemaField("source", "Source", Text(), "Where this is said."),
        PAGE,
    ),
)
