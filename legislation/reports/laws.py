"""The register of legislation."""

from django.db.models import Min

from baliportal.catalogue.languages import language_name
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Date, ExpectedText, Text, Url
from baliportal.exports.plots import Columns
from baliportal.exports.report import (
    PAGE,
    VERIFICATION,
    Report,
    count_of,
    iso,
    label,
    names,
    page,
    source,
    streamed,
    verification,
)
from baliportal.exports.report_filters import (
    ChoiceFilter,
    CountryFilter,
    LastYearFilter,
    ReportFilters,
    TopicFilter,
    YearFilter,
)
from baliportal.exports.sql.aggregates import per_year

from ..models import Law
from ..records import LAW_TYPES


class LawFilters(ReportFilters):
    country = CountryFilter("countries", label="Jurisdiction")
    topic = TopicFilter()
    type = ChoiceFilter(LAW_TYPES, "Kind of law", "type")
    status = ChoiceFilter(Law.LegalStatus.choices, "Legal status", "legal_status")
    from_year = YearFilter("Enacted from")
    to_year = LastYearFilter("Enacted to")

    class Meta:
        model = Law
        fields = []


def laws(filters):
    """One row per law, by country and then the newest first."""
    pks = filters.qs.order_by().values("pk")
    rows = Law.objects.filter(pk__in=pks).annotate(first=Min("countries__name"))
    for law in streamed(rows.order_by("first", "-date", "title", "pk"), "countries", "topics", "relations__target"):
        yield {
            "country": names(law.countries.all()),
            "title": law.title,
            "original_title": law.original_title,
            "language": language_name(law.language) if law.language else "",
            "type": law.type_label,
            "number": law.number,
            "enacted": iso(law.date),
            "in_force": iso(law.in_force_date),
            "repealed": iso(law.repealed_date),
            "status": label(law, "legal_status"),
            "amends": names(relation.target for relation in law.relations.all() if relation.relation == "amends"),
            "themes": names(law.topics.all()),
            "url": law.url,
            "source": source(law),
            "doubt": law.doubt,
            **verification(law),
            "page": page(law),
        }


LEGISLATION_REGISTER = Report(
    name="legislation-register",
    title="Register of legislation",
    question="Which laws, decrees and plans of action are recorded in this portal, by country?",
    rows=laws,
    filters=LawFilters,
    count=count_of,
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
