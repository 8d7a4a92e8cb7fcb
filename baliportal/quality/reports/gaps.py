"""Report "What is missing, record by record"."""

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Number, Text
from baliportal.exports.entry_filters import kind_label
from baliportal.exports.plots import Bars
from baliportal.exports.report import PAGE, Report, names, page, source, streamed
from baliportal.exports.sql.aggregates import distinct_rows

from ..expected import all_facts, facts_of
from .gap_filters import GapFilters, lacking_any, missing_flag, with_missing_facts


def gaps(filters):
    """Yield one row per record that lacks something, by kind and title."""
    entries = with_missing_facts(_lacking(filters)).order_by("kind", "title", "pk")
    for entry in streamed(entries, "countries"):
        missing = [fact.label for fact in facts_of(entry.kind) if getattr(entry, missing_flag(fact))]
        yield {
            "kind": kind_label(entry.kind),
            "title": entry.title,
            "missing": "; ".join(missing),
            "number": len(missing),
            "of": len(facts_of(entry.kind)),
            "countries": names(entry.countries.all()),
            "source": source(entry),
            "page": page(entry),
        }


def count(filters):
    """Return the number of records that lack something."""
    return _lacking(filters).count()


def _lacking(filters):
    return distinct_rows(filters.qs).filter(lacking_any(all_facts()))


def by_fact(filters):
    """Yield the number of records that lack each fact, the most often missing first."""
    totals = [(sum(filters.number(kind, fact) for kind in filters.counted), fact.label) for fact in all_facts()]
    for number, label in sorted(totals, key=lambda total: -total[0]):
        if number:
            yield label, "Records that lack it", number


GAPS = Report(
    name="gaps",
    title="What is missing, record by record",
    question="Which records lack a source, a date, a summary or something else that a record of their kind should "
    "tell?",
    rows=gaps,
    filters=GapFilters,
    count=count,
    plot=Bars("What is missing most often", "What is missing", by_fact),
    columns=(
        SchemaField("title", "Record", Text(), "The title in English."),
        SchemaField("kind", "Kind of record", Text(), "Which kind of record.", "Law"),
        SchemaField("missing", "What is missing", Text(), "What the record does not tell, as far as everybody may see.",
                    "Summary; Legal status"),
        SchemaField("number", "How much is missing", Number(), "How many facts are missing.", "2"),
        SchemaField("of", "Of how many", Number(), "How many facts a record of its kind should tell.", "12"),
        SchemaField("countries", "Countries", Text(), "The countries it concerns.", "Malaysia"),
        SchemaField("source", "Source", Text(), "Where its facts come from, where that is recorded."),
        PAGE,
    ),
)  # fmt: skip
