"""Schema fields that every kind of entry has; a kind gives the labels of its type, date, countries and address."""

from dataclasses import replace

from ..statuses import Status, Visibility
from .names import Names
from .records import SchemaField
from .relations import Countries, Topics
from .scalars import Choice, Date, Day, Language, LapseDay, Slug, Text, Url


def entry_fields(
    *own,
    types=(),
    type_label="Type",
    date_label="Date",
    date_meaning="The date it is filed under, as precise as known.",
    countries_label="Countries",
    countries_meaning="The countries and territories it concerns.",
    countries_shown=True,
    url_label="Web address",
    language_meaning="The language of the original.",
    in_blocks=(),
):
    """Return all fields of a kind: those of every entry, with the kind's `own` fields in the middle.

    Fields named in `in_blocks` are shown by the blocks that the kind designs, and nowhere else on a page.
    """
    fields = (
        *_identifiers(),
        SchemaField("type", type_label, Choice(choices=tuple(dict(types).items())), "Which of the kind's types it is.",
                    next(iter(dict(types)), ""),
                    facet="type"),
        *_titles(),
        SchemaField("language", "Language", Language(), language_meaning, "ms", facet="language"),
        SchemaField("other_names", "Also known as", Names(), "Official long titles, nicknames, abbreviations and "
                    "numbers under which people look for it.", "ATIPSOM Act; Act 670; Anti-Trafficking Act",
                    search="other_names", fact=False),
        SchemaField("countries", countries_label, Countries(), countries_meaning, "AU;ID", search="names",
                    facet="country", shown=countries_shown),
        SchemaField("date", date_label, Date(), date_meaning, "2007-08"),
        SchemaField("date_text", "Date in the source", Text(200), "As the source writes it, where its calendar or "
                    "wording differs.", "B.E. 2551", search="text"),
        *own,
        SchemaField("topics", "Themes", Topics(), "Themes of the portal's vocabulary.", "victim-protection",
                    search="names", facet="topic", fact=False),
        SchemaField("summary", "Summary", Text(), "Two or three neutral sentences.",
                    "Makes trafficking in persons an offence and sets up a council.", search="summary", shown=False),
        SchemaField("url", url_label, Url(), "Where it can be read.", "https://example.org/act"),
        *_sources(),
        *_verification(),
        *_workflow(),
    )  # fmt: skip
    return tuple(replace(field, shown=False) if field.name in in_blocks else field for field in fields)


def _identifiers():
    """Fields that identify the record."""
    return (
        SchemaField("id", "Permanent id", Text(12), "Never changes; new rows leave it empty.", "7k3m9q2x", "public_id",
                    governed=True, shown=False, fact=False),
        SchemaField("slug", "Address", Slug(), "The last part of the page's address; made from the title when empty.",
                    "my-act-670-2007", shown=False, fact=False),
    )  # fmt: skip


def _titles():
    """The title in English and in the original language."""
    return (
        SchemaField("title", "Title", Text(500), "The title in English.", "Anti-Trafficking in Persons Act 2007",
                    search="title", shown=False),
        SchemaField("original_title", "Original title", Text(500), "The title in the original language and script.",
                    "Akta Antipemerdagangan Orang", search="original_title", shown=False),
    )  # fmt: skip


def _sources():
    """Provenance fields: sources of the facts, and what is uncertain about them."""
    return (
        SchemaField("source_url", "Source address", Url(), "The page these facts come from.",
                    "https://example.org/gazette/670", shown=False, fact=False),
        SchemaField("source_note", "Source note", Text(500), "The source in words, where it has no address.",
                    "Government gazette, 18 July 2007, page 3", shown=False, fact=False),
        SchemaField("doubt", "Known doubts", Text(), "What about this record is uncertain or disputed.",
                    "Two sources give different dates of commencement.", shown=False, fact=False),
    )  # fmt: skip


def _verification():
    """Fields of the verification: day, role, next check, lapse."""
    return (
        SchemaField("verified_on", "Verified on", Day(), "When it was last checked against its source.", "2026-11-24",
                    shown=False, fact=False),
        SchemaField("verified_by", "Verified by", Text(120), "The role of who checked it.", "legal officer",
                    shown=False, fact=False),
        SchemaField("verification_due", "Next check due", Day(), "When it should be checked again.", "2027-11-24",
                    shown=False, fact=False),
        SchemaField("verification_lapsed_on", "Changed since verified", LapseDay(),
                    "Since when its facts are no longer "
                    "those that were checked; empty while they are.", "2026-12-01", shown=False, fact=False),
    )  # fmt: skip


def _workflow():
    """The state of the record in the workflow, and who sees it."""
    return (
        SchemaField("status", "Status", Choice(choices=tuple(Status.choices)), "Its place in the workflow.", "draft",
                    governed=True, audience=Visibility.SECRETARIAT, shown=False, fact=False),
        SchemaField("visibility", "Visibility", Choice(choices=tuple(Visibility.choices)),
                    "Who sees it once published.", "public", audience=Visibility.SECRETARIAT, shown=False, fact=False),
    )  # fmt: skip
