"""Record schemas of the vocabularies: themes, countries and other terms."""

from .kinds import RecordSchema
from .models import Country, Term, Topic
from .schema.nested import NestedRows
from .schema.records import SchemaField
from .schema.relations import TopicLink
from .schema.scalars import Language, Number, Slug, Text
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
