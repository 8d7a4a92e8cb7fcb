"""The register of legislation."""

from functools import cache

from django.db.models import Min

from baliportal.catalogue.languages import language_name
from baliportal.catalogue.models import Country
from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, Text, Url
from baliportal.exports.day_filters import AsOfFilter, KnownFilter, StandingFilter
from baliportal.exports.plots import Columns
from baliportal.exports.report import (
    PAGE,
    VERIFICATION,
    Report,
    iso,
    names,
    page,
    source,
    verification,
)
from baliportal.exports.report_filters import ChoiceFilter, CountryFilter, ReportFilters, TopicFilter
from baliportal.exports.shown_entries import count_shown, shown_entries
from baliportal.exports.sql.aggregates import per_year
from baliportal.exports.year_filters import LastYearFilter, YearFilter

from ..models import Law
from ..records import LAW_TYPES
from .law_statuses import LawStatuses


class LawFilters(ReportFilters):
    country = CountryFilter("countries", label="Jurisdiction")
    topic = TopicFilter()
    type = ChoiceFilter(LAW_TYPES, "Kind of law", "type")
    status = StandingFilter(Law.LegalStatus.choices, "Legal status", "legal_status")
    from_year = YearFilter("Enacted from")
    to_year = LastYearFilter("Enacted to")
    as_of = AsOfFilter(
        help_text="Laws enacted by that day, or on a day that is not recorded, with their status on it. One that is "
        "not certain is found under no status."
    )
    known = KnownFilter()

    class Meta:
        model = Law
        fields = []


def laws(filters):
    """One row per law, by country and then the newest first."""
    pks = filters.qs.order_by().values("pk")
    rows = Law.objects.filter(pk__in=pks).annotate(first=Min("countries__name"))
    rows = rows.order_by("first", "-date", "title", "pk")
    statuses, chosen = LawStatuses(filters), filters.chosen("status")
    relations = ["countries", "topics", "relations__target", *statuses.relations]
    for law in shown_entries(filters, "law", rows, relations, _order()):
        status = statuses.of(law)
        if status.is_chosen(chosen):
            yield _row(law, status.words)


def _row(law, status):
    return {
        "country": names(related(law, "countries")),
        "title": law.title,
        "original_title": law.original_title,
        "language": language_name(law.language) if law.language else "",
        "type": law.type_label,
        "number": law.number,
        "enacted": iso(law.date),
        "in_force": iso(law.in_force_date),
        "repealed": iso(law.repealed_date),
        "status": status,
        "amends": names(relation.target for relation in related(law, "relations") if relation.relation == "amends"),
        "themes": names(related(law, "topics")),
        "url": law.url,
        "source": source(law),
        "doubt": law.doubt,
        **verification(law),
        "page": page(law),
    }


def count(filters):
    """Number of laws."""
    if filters.question.as_of and filters.chosen("status"):
        return sum(1 for _ in laws(filters))
    return count_shown(filters, "law", _order())


def _order():
    """The sort key of a record: by country, then the newest first; names are read for the first record."""
    names_by_code = cache(lambda: dict(Country.objects.values_list("code", "name")))

    def key(record):
        first = min((names_by_code().get(code, code) for code in record["countries"]), default="")
        return first, [-ord(character) for character in record["date"].ljust(10, "0")], record["title"]

    return key


LEGISLATION_REGISTER = Report(
    name="legislation-register",
    title="Register of legislation",
    question="Which laws, decrees and plans of action are recorded in this portal, by country?",
    rows=laws,
    filters=LawFilters,
    count=count,
    plot=Columns("Laws by year of enactment, by kind", "laws", per_year(LAW_TYPES)),
    columns=(
        SchemaField("title", "Law", Text(), "The title in English."),
        SchemaField("country", "Jurisdiction", ExpectedText(), "The country or territory whose law it is.", "Malaysia"),
        SchemaField("original_title", "Original title", Text(), "The title in the original language and script."),
        SchemaField("language", "Language", ExpectedText(), "The language of the original.", "Malay"),
        SchemaField("type", "Kind of law", ExpectedText(), "Which kind of law it is.", "Act"),
        SchemaField("number", "Number", ExpectedText(), "The number as the law itself writes it.", "Act 670"),
        SchemaField("enacted", "Enacted", Date(), "As precise as known.", "2007-07"),
        SchemaField("in_force", "In force from", Date(), "As precise as known."),
        SchemaField("repealed", "Repealed", Date(), "As precise as known."),
        SchemaField("status", "Legal status", ExpectedText(), "As the source says."),
        SchemaField("amends", "Amends", Text(), "The laws recorded here that it amends."),
        SchemaField("themes", "Themes", ExpectedText(), "What it is about."),
        SchemaField("url", "Text of the law", Url(), "Where it can be read."),
        SchemaField("source", "Source", ExpectedText(), "Where these facts come from."),
        SchemaField("doubt", "Known doubts", Text(), "What about the record is uncertain or disputed."),
        *VERIFICATION,
        PAGE,
    ),
)
