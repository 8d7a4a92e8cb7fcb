"""What the checks of quality find, record by record."""

from baliportal.catalogue.models import Entry
from baliportal.exports.entry_filters import KindFilter
from baliportal.exports.plots import Bars
from baliportal.exports.report import Report
from baliportal.exports.report_filters import ComputedRowsFilter, CountryFilter, ReportFilters, TopicFilter

from ..checks import all_checks
from ..indexer import up_to_date
from ..summary import COLUMNS, by_check, rows


def _check_names():
    return [(check.name, check.title) for check in all_checks()]


class FindingFilters(ReportFilters):
    """Records in any state of the workflow, and which checks to tell of."""

    kind = KindFilter()
    country = CountryFilter("countries", label="Country it concerns")
    topic = TopicFilter()
    check = ComputedRowsFilter(_check_names, "What is amiss", "pk")

    class Meta:
        model = Entry
        fields = []

    def base_queryset(self):
        return Entry.objects.all()


def findings(filters):
    """One row per record and finding."""
    up_to_date()
    return rows(filters.qs, filters.chosen("check"))


def counts(filters):
    """How many records each check finds something in."""
    wanted = filters.chosen("check")
    for check, number in by_check(filters.qs):
        if number and (not wanted or check.name in wanted):
            yield check.title, "Records", number


DATA_QUALITY = Report(
    name="data-quality",
    title="Data quality",
    question="Which records lack something or look wrong, and how is it mended?",
    rows=findings,
    filters=FindingFilters,
    permission="accounts.all_states",
    key=("id", "check"),
    plot=Bars("What is found most often", "What is amiss", counts),
    columns=COLUMNS,
)
