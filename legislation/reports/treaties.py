"""Who did what with which treaty."""

from baliportal.catalogue.record import Column
from baliportal.catalogue.values import Date, Text
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
from baliportal.exports.report import PAGE, Report, count_of, iso, label, name, page, source, streamed

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

    def published(self):
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
        Column("country", "State", Text(), "The state that acted.", "Australia"),
        Column("code", "Country code", Text(), "Its ISO code.", "AU"),
        Column("treaty", "Treaty", Text(), "The full title."),
        Column("short_title", "Short title", Text(), "The name people use.", "UNTOC"),
        Column("action", "Act", Text(), "What it did.", "Ratification"),
        Column("date", "Date", Date(), "When, as precise as known.", "2005-09-14"),
        Column("in_force", "In force for it", Date(), "From when it binds that state."),
        Column("reservation", "Reservations and declarations", Text(), "What the state declared."),
        Column("source", "Source", Text(), "Where this is said."),
        PAGE,
    ),
)
