"""Report "Data quality": one row per record and finding."""

from baliportal.catalogue.models import Entry
from baliportal.exports.entry_filters import KindFilter
from baliportal.exports.plots import Bars
from baliportal.exports.report import Report
from baliportal.exports.report_filters import ComputedRowsFilter, CountryFilter, ReportFilters, TopicFilter

from ..checks import all_checks
from ..indexer import bring_up_to_date
from ..summary import COLUMNS, counts_by_check, finding_rows


def _check_names():
    return [(check.name, check.title) for check in all_checks()]


class FindingFilters(ReportFilters):
    """Filter records in any workflow status, and the checks to report."""

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
    """Yield one row per record and finding."""
    bring_up_to_date()
    return finding_rows(filters.qs, filters.chosen("check"))


def counts(filters):
    """Yield the number of records of each check, for the plot."""
    wanted = filters.chosen("check")
    for check, number in counts_by_check(filters.qs):
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
