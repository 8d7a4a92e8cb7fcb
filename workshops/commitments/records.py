"""Record schema of commitments."""

from baliportal.catalogue.kinds import Kind
from baliportal.catalogue.schema.entry_fields import entry_fields
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import CountryLink, Link, Links
from baliportal.catalogue.schema.scalars import Choice, Date, Text
from baliportal.exports.formats.citations.citation import Citation
from baliportal.files.records import files_field

from . import checks, starter
from .answers import ANSWERS
from .blocks import of_country, of_record
from .models import Commitment
from .pages import blocks_of_commitment, head_of_commitment
from .relations import of_commitment

#: Classes of those who are asked, as the values of `Entry.type`.
ADDRESSEES = {
    "all-members": "All members",
    "some-countries": "Some countries",
    "organisations": "Organisations",
    "secretariat": "Secretariat, co-chairs or support office",
    "working-group": "Working group or officials' meeting",
}

FOLLOW_UPS = NestedRows(fields=(
    SchemaField("target", "Record", Link(), "The record that tells it, as kind/slug.", "workshop/tfpp-1"),
    SchemaField("date", "When", Date(), "When it happened, as precise as known.", "2017-01-27"),
    SchemaField("country", "By the country", CountryLink(), "The member that acted, where one did.", "TH",
                facet="country", search="names"),
    SchemaField("note", "Note", Text(), "How it answers what was asked.", "The task force met for the first time."),
), about=("target",))  # fmt: skip

COMMITMENT = Kind(
    name="commitment",
    label="commitment",
    plural="Commitments",
    path="commitments",
    rank=lambda record: 0.3,  # of equal matches, what the words are about comes first
    question="What declarations, statements and strategies ask of whom, what followed and what is open",
    model=Commitment,
    types=ADDRESSEES,
    standing="state",
    further_dates=("due",),
    remarkable=("overtaken",),
    obsolete=("overtaken",),
    sections=of_commitment,
    head=head_of_commitment,
    blocks=blocks_of_commitment,
    of_country=of_country,
    of_record=of_record,
    answers=ANSWERS,
    citation=Citation("document"),
    review_months=12,
    checks=checks.CHECKS,
    expected=checks.FACTS,
    starter=starter.COMMITMENTS,
    fields=entry_fields(
        SchemaField("addressee", "Asked of, in words", Text(200), "The body or group that is asked, as the source "
                    "names it.", "Ad Hoc Group senior officials", search="text"),
        SchemaField("organisations", "Organisations asked", Links(kind="organisation"), "The organisations asked.",
                    "iom;unhcr", search="names"),
        SchemaField("meeting", "From the meeting", Link(kind="workshop"), "The meeting that decided it.",
                    "ministerial-conference-6", search="text", facet="meeting"),
        SchemaField("document", "From the document", Link(kind="resource"), "The document that says it.",
                    "bali-declaration-2016", search="text"),
        SchemaField("paragraph", "Paragraph", Text(100), "Where in the document it stands.", "Paragraph 5"),
        SchemaField("due", "By when", Date(), "By when it is to be done, as precise as the source says.", "2016"),
        SchemaField("due_note", "By when, in words", Text(200), "A time that is no date.",
                    "Before the next ministerial conference"),
        SchemaField("state", "State", Choice(choices=tuple(Commitment.State.choices)),
                    "Open, in progress, done, overtaken, or not recorded.", "in-progress", facet="state"),
        SchemaField("as_of", "State as of", Date(), "The day or year for which the state is told.", "2025"),
        SchemaField("still_open", "What is still open", Text(), "What was asked and is not done, as far as known.",
                    "No review of the mechanism is recorded.", search="text"),
        SchemaField("follow_ups", "What followed", FOLLOW_UPS, "Meetings, laws, resources and systems that followed."),
        files_field(("publication", "translation", "annex", "other")),
        types=ADDRESSEES,
        type_label="Asked of",
        date_label="Date of the document",
        date_meaning="When the document or meeting asked for it.",
        countries_label="Countries asked",
        countries_meaning="The countries asked by name; none where all members are asked.",
        in_blocks=("type", "addressee", "countries", "organisations", "meeting", "document", "paragraph", "date", "due",
                   "due_note", "state", "as_of", "still_open", "follow_ups"),
    ),
)  # fmt: skip
