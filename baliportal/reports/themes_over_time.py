"""Report “Themes over time”: number of records of each kind by topic and year."""

from django.db.models import Count
from django.db.models.functions import Coalesce

from baliportal.catalogue.models import Topic
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Number, Text
from baliportal.exports.entry_filters import EntryFilters, kind_label
from baliportal.exports.plots import Matrix
from baliportal.exports.report import Report
from baliportal.exports.sql.aggregates import distinct_rows, year
from baliportal.exports.year_filters import LastYearFilter, YearFilter

UNDATED = "No date"


class ThemeFilters(EntryFilters):
    """Topic, country, kind and years."""

    from_year = YearFilter("From the year")
    to_year = LastYearFilter("To the year")


def themes_over_time(filters):
    """One row per topic, year and kind that occur together: main topics in order, each before its narrower ones."""
    numbers_by_topic, chosen = _numbers_by_topic(filters), {topic.pk for topic in filters.chosen("topic")}
    for theme in _topics_in_order():
        if not chosen or theme.pk in chosen or theme.parent_id in chosen:
            for in_year, kind, number in numbers_by_topic.get(theme.pk, []):
                yield {
                    "theme": theme.label,
                    "broader": theme.parent.label if theme.parent else "",
                    "year": int(in_year) if in_year else None,
                    "kind": kind_label(kind),
                    "records": number,
                }


def _topics_in_order():
    themes = list(Topic.objects.select_related("parent"))
    for main in (theme for theme in themes if not theme.parent_id):
        yield main
        yield from (theme for theme in themes if theme.parent_id == main.pk)


def _numbers_by_topic(filters):
    """Lists of (year, kind, number) by topic key. Under a main topic a record with two narrower ones counts once."""
    records = distinct_rows(filters.qs).annotate(in_year=year())
    main = records.annotate(theme=Coalesce("topics__parent", "topics"))
    narrower = records.filter(topics__parent__isnull=False)
    numbers = {}
    for rows, theme in ((main, "theme"), (narrower, "topics")):
        totals = rows.values_list(theme, "in_year", "kind").annotate(number=Count("pk", distinct=True))
        for pk, *rest in totals.order_by(theme, "in_year", "kind"):
            numbers.setdefault(pk, []).append(rest)
    return numbers


def matrix_points(filters):
    """Points of the matrix: main topics, and narrower ones if a topic is chosen, by periods of five years."""
    for row in themes_over_time(filters):
        if not row["broader"] or filters.chosen("topic"):
            first = row["year"] and row["year"] // 5 * 5
            yield row["theme"], f"{first}–{first + 4}" if first else UNDATED, row["records"]


THEMES_OVER_TIME = Report(
    name="themes-over-time",
    title="Themes over time",
    question="What was the work about, year by year: how many meetings, laws, agreements and resources under each "
    "theme?",
    rows=themes_over_time,
    filters=ThemeFilters,
    plot=Matrix(
        "Records under each theme, five years in a column", "Theme", matrix_points,
        note="A record under several themes counts under each of them.", columns_by_name=True,
    ),
    key=("theme", "broader", "year", "kind"),
    columns=(
        SchemaField("theme", "Theme", Text(), "A theme of the portal's vocabulary.", "Victim protection"),
        SchemaField("broader", "Broader theme", Text(), "The main theme above it; empty for a main theme, under which "
                    "the records of its narrower themes count too, each once.", "Trafficking in persons"),
        SchemaField("year", "Year", Number(), "The year of the record's date: first day, enactment, signature, "
                    "publication; empty when not known.", "2018"),
        SchemaField("kind", "Kind of record", Text(), "Which kind of record.", "Law"),
        SchemaField("records", "Records", Number(), "How many are recorded in this portal.", "4"),
    ),
)  # fmt: skip
