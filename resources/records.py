"""Record schema of resources."""

from baliportal.catalogue.kinds import Kind
from baliportal.catalogue.schema.entry_fields import entry_fields
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import Link
from baliportal.catalogue.schema.scalars import Date, Language, Number, Text, Url, YesNo
from baliportal.catalogue.type_lists import TypeList
from baliportal.exports.formats.citations.citation import Citation, column, publisher
from baliportal.files.records import archive_links_field, files_field

from . import checks, starter
from .answers import ANSWERS
from .country_block import known_of_country, of_country
from .models import Resource
from .opportunities.calendar_source import CLOSING_DATES
from .opportunities.head import head_of_resource
from .relations import of_resource

LIST_VIEW = "resources.opportunities.views.opportunities"
TYPES = {
    "statement": "Statement",
    "declaration": "Declaration",
    "strategy": "Strategy",
    "plan": "Plan",
    "report": "Report",
    "minutes": "Minutes",
    "policy-guide": "Policy guide",
    "policy-brief": "Policy brief",
    "handbook": "Handbook",
    "toolkit": "Toolkit",
    "curriculum": "Curriculum",
    "training-material": "Training material",
    "technical-material": "Technical material",
    "workshop-report": "Workshop report",
    "newsletter": "Newsletter",
    "news": "News",
    "press-release": "Press release",
    "transcript": "Transcript",
    "campaign": "Campaign",
    "opportunity": "Opportunity",
    "template": "Template",
    "website": "Website",
}


LINKS = NestedRows(fields=(
    SchemaField("url", "Address", Url(), "Where it can be read.", "https://example.org/guide"),
    SchemaField("label", "Label", Text(200), "What stands there.", "The publisher's page", search="text"),
    SchemaField("language", "Language", Language(), "In which language.", "id"),
))  # fmt: skip

MENTIONS = NestedRows(fields=(
    SchemaField("target", "Record", Link(), "The record that it names, as kind/slug.", "system/rmas"),
    SchemaField("page", "Page", Number(), "The page of its file on which it does.", "2"),
), about=("target",))  # fmt: skip

CITATION = Citation(
    types={
        "report": "report", "workshop-report": "report", "policy-guide": "report", "policy-brief": "report",
        "handbook": "book", "news": "post", "press-release": "post", "website": "webpage",
    },
    variables={"publisher": publisher, "collection-title": column("series"), "edition": column("edition")},
)  # fmt: skip

RESOURCE = Kind(
    name="resource",
    answers=ANSWERS,
    label="resource",
    plural="Resources",
    path="resources",
    question="Statements, policy guides, handbooks, reports, training and campaign material",
    model=Resource,
    types=TYPES,
    further_dates=("closing_date",),
    sections=of_resource,
    head=head_of_resource,
    of_country=of_country,
    of_country_known=known_of_country,
    calendar=CLOSING_DATES,
    type_lists=(
        TypeList("opportunities", "opportunity", "Opportunities",
                 "Calls, grants, training and posts that one can apply for, by their closing dates", LIST_VIEW),
        TypeList("campaigns", "campaign", "Campaigns", "Information campaigns, by their last days", LIST_VIEW),
    ),
    citation=CITATION,
    review_months=24,
    checks=checks.CHECKS,
    expected=checks.FACTS,
    starter=starter.RESOURCES,
    fields=entry_fields(
        SchemaField("publisher", "Publisher", Link(kind="organisation"), "The organisation that published it.", "rso",
                    search="names"),
        SchemaField("series", "Series", Text(200), "The series it appeared in.", "Bali Process policy guides",
                    search="text"),
        SchemaField("edition", "Edition", Text(100), "Which edition.", "Second edition", search="text"),
        SchemaField("living_document", "Living document", YesNo(), "Whether its publisher keeps it up to date.", "yes"),
        SchemaField("closing_date", "Closing date", Date(), "Of an opportunity: the last day to apply. Of a campaign: "
                    "its last day.", "2026-12-31"),
        SchemaField("meeting", "From the meeting", Link(kind="workshop"), "The meeting it came out of.",
                    "ad-hoc-group-12", search="text"),
        SchemaField("endorsed_by", "Endorsed by", Link(kind="workshop"), "The meeting that endorsed it.",
                    "ministerial-conference-6"),
        SchemaField("translation_of", "Translation of", Link(kind="resource"), "The resource it is a translation of.",
                    "policy-guide-protecting-victims"),
        archive_links_field(),
        files_field(("publication", "translation", "summary", "presentation", "form", "annex", "archived-copy",
                     "other")),
        SchemaField("mentions", "Names", MENTIONS, "Meetings, systems and other records that it names."),
        SchemaField("links", "Further addresses", LINKS, "Other places to read it."),
        types=TYPES,
        date_label="Published",
        date_meaning="When it was published.",
        countries_meaning="The countries it is about.",
        language_meaning="The language it is written in.",
    ),
)  # fmt: skip
