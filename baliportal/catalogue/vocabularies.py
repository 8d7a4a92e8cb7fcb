"""Record schemas of the vocabularies: themes, countries, groups of countries and other terms."""

from .kinds import RecordSchema
from .models import Country, CountryGroup, PortalSettings, Term, Topic
from .schema.nested import NestedRows
from .schema.records import SchemaField
from .schema.relations import CountryLink, TopicLink
from .schema.scalars import Date, Language, Number, Slug, Text, Url
from .starter_files import PartFile, StarterFile

ID = SchemaField(
    "id",
    "Permanent id",
    Text(12),
    "Never changes; new rows leave it empty.",
    "7k3m9q2x",
    "public_id",
    governed=True,
    fact=False,
)

NAMES = SchemaField(
    "names", "Other names", NestedRows(fields=(
        SchemaField("text", "Name", Text(120), "What people call it.", "penyelundupan manusia"),
        SchemaField("language", "Language", Language(), "In which language.", "id"),
        SchemaField("note", "Note", Text(200), "Where the name comes from; a machine's translation says so.",
                    "Translated by machine, not checked"),
    )), "Synonyms, variants and translations, so that a search in other words finds it.",
)  # fmt: skip

#: Cells of the starter files of names.
OTHER_NAMES = {"text": "text", "language": "language", "note": "note"}

TOPIC = RecordSchema(
    name="topic",
    label="theme",
    plural="themes",
    model=Topic,
    starter=StarterFile(
        "topics.csv",
        "topic",
        "slug",
        {name: name for name in ("slug", "parent", "label", "definition", "scope_note")} | {"source": "source_url"},
        [PartFile("topic_names.csv", "topic", "names", OTHER_NAMES)],
    ),
    fields=(
        ID,
        SchemaField("slug", "Address", Slug(), "The last part of the theme's address.", "victim-protection"),
        SchemaField("label", "Name", Text(120), "The name visitors see.", "Victim protection"),
        SchemaField(
            "parent",
            "Broader theme",
            TopicLink(),
            "The theme of the first level above it, or nothing.",
            "trafficking-in-persons",
        ),
        SchemaField(
            "definition",
            "Definition",
            Text(),
            "One sentence that says what belongs here.",
            "Help, shelter and safe return of victims.",
        ),
        SchemaField(
            "scope_note",
            "Scope note",
            Text(),
            "When to use this theme and when another.",
            "For identifying them see “Victim identification”.",
        ),
        SchemaField(
            "source", "Source", Text(300), "Where the definition comes from.", "Trafficking protocol, article 6"
        ),
        SchemaField("position", "Position", Number(), "Place among its neighbours.", "3"),
        NAMES,
    ),
)

COUNTRY = RecordSchema(
    name="country",
    label="country",
    plural="countries",
    model=Country,
    starter=StarterFile(
        "countries.csv",
        "country",
        "code",
        {"code": "code", "name": "name"},
        [PartFile("country_names.csv", "country", "names", OTHER_NAMES)],
    ),
    fields=(
        ID,
        SchemaField("code", "ISO code", Text(2), "Two capital letters of ISO 3166-1.", "MY"),
        SchemaField("name", "Name", Text(100), "The name this portal shows.", "Malaysia"),
        NAMES,
    ),
)

MEMBERSHIPS = NestedRows(fields=(
    SchemaField("country", "Country", CountryLink(), "The member of the group.", "MY"),
    SchemaField("since", "Since", Date(), "First day, as precise as known.", "1967-08-08"),
    SchemaField("until", "Until", Date(), "Last day; empty while it lasts.", "2021-02"),
    SchemaField("note", "Note", Text(300), "What the source adds.", "Suspended from 2009 to 2014"),
    SchemaField("source_url", "Source", Url(), "Where this is said.", "https://example.org/members", fact=False),
))  # fmt: skip

COUNTRY_GROUP = RecordSchema(
    name="group",
    label="country group",
    plural="country groups",
    model=CountryGroup,
    starter=StarterFile(
        "country_groups.csv",
        "group",
        "slug",
        {name: name for name in ("slug", "label", "full_name", "note", "url")},
        [
            PartFile(
                "country_group_members.csv",
                "group",
                "memberships",
                {name: name for name in ("country", "since", "until", "note", "source_url")},
            )
        ],
    ),
    fields=(
        ID,
        SchemaField("slug", "Address", Slug(), "Its address, and its name in filters.", "asean"),
        SchemaField("label", "Name", Text(80), "The name that lists and filters show.", "ASEAN"),
        SchemaField("full_name", "Full name", Text(200), "The whole name.", "Association of Southeast Asian Nations"),
        SchemaField("note", "Note", Text(), "What the group is.", "States of South-East Asia."),
        SchemaField("url", "Website", Url(), "The group's own site.", "https://example.org/asean"),
        SchemaField("memberships", "Members", MEMBERSHIPS, "The countries of the group, since and until when."),
        SchemaField("doubt", "Known doubts", Text(), "What is uncertain or incomplete.", "Lists one of its members."),
    ),
)

TERM = RecordSchema(
    name="term",
    label="term",
    plural="terms",
    model=Term,
    starter=StarterFile(
        "terms.csv",
        "term",
        "slug",
        {"slug": "slug", "label": "label", "stands_for": lambda row: row.get("stands_for", "")},
        [PartFile("term_names.csv", "term", "names", OTHER_NAMES)],
    ),
    fields=(
        ID,
        SchemaField("slug", "Address", Slug(), "Its short name.", "ad-hoc-group"),
        SchemaField("label", "Name", Text(120), "The word this portal uses.", "Ad Hoc Group"),
        SchemaField(
            "stands_for", "Stands for", Text(80), "The choice of the search that it means.", "type:ad-hoc-group"
        ),
        NAMES,
    ),
)

PORTAL_SETTINGS = RecordSchema(
    name="portal-settings",
    label="portal settings",
    plural="portal settings",
    model=PortalSettings,
    fields=(
        ID,
        SchemaField("secretariat_email", "Address of the secretariat", Text(254), "A mailbox of the role, not of a "
                    "person: everybody sees it.", "secretariat@example.org"),
        SchemaField("support_office_email", "Address of the support office", Text(254), "A mailbox of the role, not of "
                    "a person: everybody sees it.", "office@example.org"),
        SchemaField("contact_note", "Note beside the addresses", Text(), "When and in which languages they answer.",
                    "Answers in English within five working days."),
        SchemaField("exit_url", "Target of “Exit this page quickly”", Url(), "A page that tells nothing of who "
                    "comes. Empty: the front page of an encyclopedia.", "https://example.org/weather"),
    ),
)  # fmt: skip
