"""The record forms of the vocabularies: themes, countries and other terms of the field."""

from .kinds import Form
from .links import TopicLink
from .models import Country, Term, Topic
from .record import Column
from .rows import Rows
from .values import Language, Number, Slug, Text

ID = Column(
    "id", "Permanent id", Text(12), "Never changes; new rows leave it empty.", "7k3m9q2x", "public_id", governed=True
)

NAMES = Column(
    "names", "Other names", Rows(columns=(
        Column("text", "Name", Text(120), "What people call it.", "penyelundupan manusia"),
        Column("language", "Language", Language(), "In which language.", "id"),
        Column("note", "Note", Text(200), "Where the name comes from; a machine's translation says so.",
               "Translated by machine, not checked"),
    )), "Synonyms, variants and translations, so that a search in other words finds it.",
)  # fmt: skip

TOPIC = Form(
    name="topic",
    label="theme",
    plural="themes",
    model=Topic,
    columns=(
        ID,
        Column("slug", "Address", Slug(), "The last part of the theme's address.", "victim-protection"),
        Column("label", "Name", Text(120), "The name visitors see.", "Victim protection"),
        Column(
            "parent",
            "Broader theme",
            TopicLink(),
            "The theme of the first level above it, or nothing.",
            "trafficking-in-persons",
        ),
        Column(
            "definition",
            "Definition",
            Text(),
            "One sentence that says what belongs here.",
            "Help, shelter and safe return of victims.",
        ),
        Column(
            "scope_note",
            "Scope note",
            Text(),
            "When to use this theme and when another.",
            "For identifying them see “Victim identification”.",
        ),
        Column("source", "Source", Text(300), "Where the definition comes from.", "Trafficking protocol, article 6"),
        Column("position", "Position", Number(), "Place among its neighbours.", "3"),
        NAMES,
    ),
)

COUNTRY = Form(
    name="country",
    label="country",
    plural="countries",
    model=Country,
    columns=(
        ID,
        Column("code", "ISO code", Text(2), "Two capital letters of ISO 3166-1.", "MY"),
        Column("name", "Name", Text(100), "The name this portal shows.", "Malaysia"),
        NAMES,
    ),
)

TERM = Form(
    name="term",
    label="term",
    plural="terms",
    model=Term,
    columns=(
        ID,
        Column("slug", "Address", Slug(), "Its short name.", "ad-hoc-group"),
        Column("label", "Name", Text(120), "The word this portal uses.", "Ad Hoc Group"),
        Column("stands_for", "Stands for", Text(80), "The choice of the search that it means.", "type:ad-hoc-group"),
        NAMES,
    ),
)
