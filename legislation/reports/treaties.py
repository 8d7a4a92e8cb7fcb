"""The report on treaty status: one row per action of a state."""

from baliportal.catalogue.journal.known import KnownEntries
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Text
from baliportal.exports.day_filters import AsOfFilter, KnownFilter
from baliportal.exports.plots import Columns
from baliportal.exports.report import PAGE, Report, iso, label, name, page, source, streamed
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters, TopicFilter
from baliportal.exports.sql.aggregates import per_year
from baliportal.exports.year_filters import LastYearFilter, YearFilter

from ..models import Treaty, TreatyAction
from ..records import ACTIONS


class ActionFilters(ReportFilters):
    country = CountryFilter("country", label="State")
    topic = TopicFilter("treaty__topics")
    action = ChoiceFilter(TreatyAction.Action.choices, "Act", "action")
    from_year = YearFilter("From the year")
    to_year = LastYearFilter("To the year")
    as_of = AsOfFilter(help_text="Acts by that day; those of a year or a month only where they may lie before it.")
    known = KnownFilter()

    class Meta:
        model = TreatyAction
        fields = []

    def base_queryset(self):
        return TreatyAction.objects.filter(treaty__in=Treaty.objects.published())


def actions(filters):
    """One row per treaty action, by state, treaty and date."""
    for action in _known_actions(filters) if filters.question.known else _actions(filters):
        yield {
            "country": name(action.country),
            "code": action.country.code,
            "treaty": action.treaty.title,
            "short_title": action.treaty.short_title,
            "action": label(action, "action"),
            "date": iso(action.date),
            "in_force": iso(action.in_force_date),
            "reservation": action.reservation_note,
            "source": action.source_url or source(action.treaty),
            "page": page(action.treaty),
        }


def _actions(filters):
    rows = filters.qs.select_related("country", "treaty")
    return streamed(rows.order_by("country__name", "treaty__title", "date", "action", "pk"))


def _known_actions(filters):
    """Rows of acts as the portal showed them on the day asked for, in the same order; treaties are few."""
    wanted = filters.record_test()
    found = [
        action
        for treaty in KnownEntries("treaty", filters.question.known)
        for action in related(treaty, "actions")
        if wanted(
            ACTIONS.read_row(action, None) | {"treaty__topics": [topic.slug for topic in related(treaty, "topics")]}
        )
    ]
    return sorted(found, key=lambda act: (act.country.name, act.treaty.title, str(act.date or ""), act.action))


def count(filters):
    """Number of acts."""
    return len(_known_actions(filters)) if filters.question.known else filters.qs.count()


TREATY_STATUS = Report(
    name="treaty-status",
    title="Treaty status",
    question="Which state has signed, ratified or joined which treaty, and when, as far as recorded in this portal?",
    rows=actions,
    filters=ActionFilters,
    count=count,
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
