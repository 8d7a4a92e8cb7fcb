"""Record schema of help lines."""

from baliportal.catalogue.kinds import Kind
from baliportal.catalogue.schema.entry_fields import entry_fields
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Text
from baliportal.files.records import files_field

from . import checks, starter
from .contact_rows import CONTACTS
from .country_block import help_lines_of_country
from .language_codes import LanguageCodes
from .models import HelpLine
from .record_blocks import head_of_help_line

TYPES = {
    "emergency": "Emergency",
    "trafficking": "Victims of trafficking",
    "women-children": "Women and children",
    "migrants": "Migrants and foreigners",
    "nationals-abroad": "Nationals abroad",
    "legal-advice": "Legal advice",
    "reports": "Reports of crime",
    "international": "International organisation",
}

HELP_LINE = Kind(
    name="help-line",
    label="help line",
    plural="Help lines",
    path="help-lines",
    menu_label=None,
    rank=lambda record: 0.3,  # of equal matches, what the words are about comes first
    question="Numbers to call in danger, by country, and where each number comes from",
    model=HelpLine,
    types=TYPES,
    head=head_of_help_line,
    of_country=help_lines_of_country,
    review_months=3,
    checks=checks.HELP_LINE_CHECKS,
    expected=checks.HELP_LINE_FACTS,
    starter=starter.HELP_LINES,
    fields=entry_fields(
        SchemaField("run_by", "Run by", Choice(choices=tuple(HelpLine.RunBy.choices)), "Who answers.", "government"),
        SchemaField("contacts", "Numbers and addresses", CONTACTS, "Each way to reach it."),
        SchemaField("hours", "Hours", Text(200), "When somebody answers.", "24 hours, 7 days, free"),
        SchemaField("spoken", "Languages spoken", LanguageCodes(), "The languages in which somebody answers.", "en;th"),
        SchemaField("spoken_note", "On the languages", Text(200), "What else is known of the languages.",
                    "200 others by interpreter"),
        SchemaField("for_whom", "For whom", Text(300), "Whom it helps.", "women and children", search="text"),
        files_field(("publication", "form", "translation", "annex", "other")),
        types=TYPES,
        countries_label="Countries in which it helps",
        countries_meaning="Where it helps; none where it helps everywhere.",
        date_label="Date of the source",
        date_meaning="The date of the page that the number comes from.",
        url_label="Website",
        in_blocks=("contacts",),
    ),
)  # fmt: skip
