"""Report "What is missing, by kind": counts by kind and expected fact."""

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Number, Text
from baliportal.exports.entry_filters import kind_label
from baliportal.exports.plots import Matrix
from baliportal.exports.report import Report

from ..expected import facts_of
from .gap_filters import GapCountFilters


def gap_counts(filters):
    """Yield one row per kind and expected fact, in the order of the menu."""
    for kind in (kind.name for kind in all_kinds() if kind.name in filters.counted):
        records = filters.counted[kind]["records"]
        for fact in facts_of(kind):
            missing = filters.number(kind, fact)
            percent = round(100 * missing / records)
            yield {
                "kind": kind_label(kind),
                "fact": fact.label,
                "records": records,
                "missing": missing,
                "percent": percent,
            }


def shares(filters):
    """Yield the cells of the plot: fact, kind and per cent of records that lack it."""
    for row in gap_counts(filters):
        yield row["fact"], row["kind"], row["percent"]


GAP_COUNTS = Report(
    name="gap-counts",
    title="What is missing, by kind",
    question="How many records of each kind lack what a record of that kind should tell?",
    rows=gap_counts,
    filters=GapCountFilters,
    plot=Matrix(
        "Of a hundred records, so many lack it", "What is missing", shares,
        note="Nought (0) is what one hopes for; an empty cell means that a record of that kind need not tell it.",
    ),
    columns=(
        SchemaField("kind", "Kind of record", Text(), "Which kind of record.", "Law"),
        SchemaField("fact", "What should be told", Text(), "What a record of this kind should tell.", "Legal status"),
        SchemaField("records", "Records", Number(), "How many are published in this portal.", "302"),
        SchemaField("missing", "Missing in", Number(), "How many of them do not tell it, as far as everybody may see.",
                    "41"),
        SchemaField("percent", "In a hundred", Number(), "The same of a hundred records, rounded.", "14"),
    ),
)  # fmt: skip
