"""Report "How fresh the records are": age of the last check against the source, by country and kind."""

from datetime import timedelta
from itertools import pairwise

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from baliportal.catalogue.models import Country
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Day, Number, Text
from baliportal.exports.entry_filters import EntryFilters, kind_label
from baliportal.exports.plots import Bars
from baliportal.exports.report import Report, iso
from baliportal.exports.sql.aggregates import distinct_rows

HALF_A_YEAR, YEAR, TWO_YEARS = (timedelta(days=days) for days in (182, 365, 730))
AGES = {
    "half_year": "Within half a year",
    "year": "Within a year",
    "two_years": "Within two years",
    "older": "Longer ago",
    "changed": "Changed since their check",
    "never": "Never, as far as recorded",
}


def freshness(filters):
    """Yield one row per country and kind, by name; records without a country come last."""
    chosen = {country.pk for country in filters.chosen("country")}
    names = {pk: (name, code) for pk, name, code in Country.objects.values_list("pk", "name", "code")}
    counted = _counted(filters, "countries")
    counted.sort(key=lambda row: (row["countries"] is None, names.get(row["countries"]), row["kind"]))
    for row in counted:
        if not chosen or row["countries"] in chosen:
            name, code = names.get(row["countries"], ("", ""))
            values = {"country": name, "code": code, "kind": kind_label(row["kind"]), "records": row["records"]}
            values |= {age: row[age] for age in AGES} | {"overdue": row["overdue"]}
            yield values | {"oldest": iso(row["oldest"]), "newest": iso(row["newest"])}


def ages(filters):
    """Yield the number of records of each kind and age of the last check; each record counts once."""
    for row in sorted(_counted(filters), key=lambda row: (-row["records"], row["kind"])):
        for age, label in AGES.items():
            yield kind_label(row["kind"]), label, row[age]


def _counted(filters, *by):
    """Count the filtered records by kind, by the fields in `by` and by age of the last check."""
    today = timezone.localdate()
    recent = {"half_year": HALF_A_YEAR, "year": YEAR, "two_years": TWO_YEARS}
    since = [today - age for age in recent.values()]
    between = [Q(verified_on__gte=since[0])]
    between += [Q(verified_on__lt=later, verified_on__gte=earlier) for later, earlier in pairwise(since)]
    ages = dict(zip(recent, between, strict=True)) | {"older": Q(verified_on__lt=since[-1])}
    conditions = {age: condition & Q(verification_lapsed_on=None) for age, condition in ages.items()} | {
        "changed": Q(verification_lapsed_on__isnull=False),
        "never": Q(verified_on=None),
        "overdue": Q(verification_due__lt=today),
    }
    return list(
        distinct_rows(filters.qs).values("kind", *by).annotate(
            records=Count("pk"), oldest=Min("verified_on"), newest=Max("verified_on"),
            **{name: Count("pk", filter=condition) for name, condition in conditions.items()},
        )
    )  # fmt: skip


FRESHNESS = Report(
    name="freshness",
    title="How fresh the records are",
    question="How long ago were the records of each country and kind checked against their sources?",
    rows=freshness,
    filters=EntryFilters,
    plot=Bars("Records by the age of their last check, each once", "Kind of record", ages, tuple(AGES.values())),
    key=("country", "code", "kind"),
    columns=(
        SchemaField("country", "Country", Text(),
                    "The country the records concern; empty for those that concern none in "
                    "particular, as most meetings.", "Malaysia"),
        SchemaField("code", "Country code", Text(), "Its ISO code.", "MY"),
        SchemaField("kind", "Kind of record", Text(), "Which kind of record.", "Law"),
        SchemaField("records", "Records", Number(),
                    "How many are published in this portal. A record that concerns several "
                    "countries counts under each of them; the chart counts it once.", "12"),
        SchemaField("half_year", "Checked within half a year", Number(), "Checked against their source in the last 182 "
                    "days.", "4"),
        SchemaField("year", "Within a year", Number(), "Checked 183 to 365 days ago.", "3"),
        SchemaField("two_years", "Within two years", Number(), "Checked 366 to 730 days ago.", "2"),
        SchemaField("older", "Longer ago", Number(), "Checked more than 730 days ago.", "1"),
        SchemaField("changed", "Changed since", Number(), "Whose facts changed after they were checked.", "1"),
        SchemaField("never", "Never checked", Number(), "No check against the source is recorded.", "2"),
        SchemaField("overdue", "Overdue", Number(), "Whose next check was due before today.", "1"),
        SchemaField("oldest", "Oldest check", Day(), "The earliest of their last checks.", "2023-05-04"),
        SchemaField("newest", "Newest check", Day(), "The latest of their last checks.", "2026-11-02"),
    ),
)  # fmt: skip
