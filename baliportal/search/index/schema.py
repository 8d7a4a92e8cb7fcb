"""The Tantivy schema: fields, their weights, and the conversion of a document to them."""

import json
import zlib
from collections.abc import Callable
from typing import Any, TypedDict, cast

import tantivy

from ..analysis import reference_numbers
from ..analysis.analyser import filing_key, sort_key
from ..analysis.initials import initials
from ..analysis.surface_forms import spelt, written
from ..analysis.terms import Term, placed_terms, terms
from .document import Document

# Weight of a match in each field of words. A word counts for as much as the best field that has it.
BOOSTS = {"title": 4.0, "number": 6.0, "original_title": 3.0, "names": 2.0, "summary": 1.5, "text": 1.0, "file": 0.25}
# The fields that hold stems of the record's own language beside its words.
STEMMED = ("original_title", "text", "file")

# The fields whose texts are stored with the record; those of files are kept by page elsewhere.
STORED = tuple(field for field in BOOSTS if field != "file")
# Of other names, which are searched as titles, the text is stored apart, as results tell both from each other.
# So is that of the initials of a title, which are searched as names of what the record is about.
OTHER_NAMES, INITIALS = "other_names", "initials"

# Fields of unstemmed words, for autocomplete and for spelling, with their content; `keys` are those of the law's
# numbers.
UNSTEMMED: dict[str, Callable[[Document, list[str]], str]] = {
    "written": lambda document, keys: written(
        document.title, document.original_title, *document.other_names, *document.numbers.split(" · "), *keys
    ),
    "spelt": lambda document, keys: spelt(
        document.title,
        document.original_title,
        *document.other_names,
        *initials(document.title),
        document.names,
        document.summary,
    ),
}

# The values of a document for each facet.
FACETS: dict[str, Callable[[Document], tuple[str, ...]]] = {
    "kind": lambda document: (document.kind,),
    "country": lambda document: document.countries,
    "topic": lambda document: document.topics,
    "year": lambda document: (document.year,),
    "language": lambda document: (document.language, *document.file_languages),
    "type": lambda document: (document.type,),
    "has": lambda document: document.has,
    "verification": lambda document: document.verification,
    "meeting": lambda document: document.meetings,
    "state": lambda document: document.states,
}

# The set of countries of a record as one value, by which the members of a group are counted, each record once.
COUNTRY_SET = "country_set"

# The id of the one document that is no record: it stores the journal's position.
JOURNAL_ID = ""
# The day, as YYYYMMDD, by which records without a date are sorted when the oldest come first: after all others.
UNDATED = 9999_99_99
# Characters of a title that it is sorted by.
TITLE_LENGTH = 120
# Characters of a field that are stored, for snippets.
STORED_LENGTH = 40_000
# Added to the weight of a record in force, against one that is not: a tenth of a score, less than a word counts.
STANDING = 0.15


def _build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in BOOSTS:
        builder.add_text_field(field, tokenizer_name="whitespace")
    for field in UNSTEMMED:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(facet, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(COUNTRY_SET, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("by_title", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("whole_title", tokenizer_name="raw", index_option="basic")
    for field in ("pk", "newest", "oldest", "journal", "history"):
        builder.add_unsigned_field(field, fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("texts", stored=True)
    builder.add_bytes_field("themes", stored=True)
    return builder.build()


SCHEMA = _build()


def to_tantivy(document: Document) -> tantivy.Document:
    """Analyse a document into the fields of SCHEMA."""
    indexed = tantivy.Document()
    indexed.add_text("id", document.id)
    for facet, values in FACETS.items():
        for value in dict.fromkeys(filter(None, values(document))):
            indexed.add_text(facet, value)
    if document.countries:
        indexed.add_text(COUNTRY_SET, " ".join(sorted(set(document.countries))))
    keys = _keys(document)
    _add_words(indexed, document, keys)
    for field, words in UNSTEMMED.items():
        indexed.add_text(field, words(document, keys))
    _add_order(indexed, document)
    indexed.add_bytes("texts", _pack_texts(document))
    indexed.add_bytes("themes", " ".join(document.themes).encode())
    return indexed


def _add_words(indexed: tantivy.Document, document: Document, keys: list[str]) -> None:
    """Add the words of all texts; names and pages with a gap between, so that no phrase matches across them."""
    for field in STORED:
        _add_terms(indexed, field, _terms(document, field, keys))
    for name in document.other_names:
        _add_terms(indexed, "title", terms(name))
    _add_terms(indexed, "names", " ".join(initials(document.title)))
    for page_words in document.page_terms:
        _add_terms(indexed, "file", page_words)
    for title in dict.fromkeys(map(whole_title, (document.title, *document.other_names))):
        indexed.add_text("whole_title", title)


def stored_texts(stored: tantivy.Document) -> dict[str, str]:
    """The text of each field of a document of the index, cut at STORED_LENGTH characters."""
    return unpack_texts(stored.get_first("texts"))


def unpack_texts(packed: bytes | None) -> dict[str, str]:
    """The same from the stored field `texts` alone: JSON, deflated."""
    return json.loads(zlib.decompress(bytes(packed)).decode("utf-8", "surrogatepass")) if packed else {}


def stored_themes(stored: tantivy.Document) -> tuple[str, ...]:
    """The slugs of a record's own themes, without the wider ones by which it is found too."""
    return tuple(bytes(stored.get_first("themes") or b"").decode().split())


def pks_at(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[int]:
    """The primary keys of the records at these addresses, in their order."""
    # The stub allows for documents without a value; every record has a primary key.
    return cast(list[int], searcher.fast_field_values("pk", addresses))


def count_matches(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """The number of documents that match."""
    return cast(Any, searcher.search(query, 1)).count  # the stub of Tantivy's SearchResult lacks `count`


def journal_entry(number: int, fingerprint: int) -> tantivy.Document:
    """The document that stores the journal's position: its number, and the fingerprint of the change with that number.

    Committed together with the changes up to there.
    """
    entry = tantivy.Document()
    entry.add_text("id", JOURNAL_ID)
    entry.add_unsigned("journal", number)
    entry.add_unsigned("history", fingerprint)
    return entry


def _text(document: Document, field: str) -> str:
    return document.numbers if field == "number" else getattr(document, field)


def _pack_texts(document: Document) -> bytes:
    texts = {field: _text(document, field)[:STORED_LENGTH] for field in STORED}
    texts |= {OTHER_NAMES: " · ".join(document.other_names), INITIALS: " · ".join(initials(document.title))}
    packed = json.dumps({field: text for field, text in texts.items() if text}, ensure_ascii=False)
    return zlib.compress(packed.encode("utf-8", "surrogatepass"), 1)


def _terms(document: Document, field: str, keys: list[str]) -> str | list[Term]:
    text, language = _text(document, field), document.language if field in STEMMED else ""
    if field != "number" or not keys:
        return terms(text, language)
    placed = placed_terms(text, language)
    # Ten positions from the words and from each other, so that no phrase matches across.
    return placed + [(key, len(placed) + 10 * n) for n, key in enumerate(keys, 1)]


def whole_title(title: str) -> str:
    """The one term for a title, equal for titles that differ in case, accents and punctuation only."""
    return sort_key(title)[:TITLE_LENGTH]


def _keys(document: Document) -> list[str]:
    numbered = " ; ".join((document.numbers, document.title, document.original_title, *document.other_names))
    return reference_numbers.keys(numbered, document.countries)


def _add_terms(indexed: tantivy.Document, field: str, terms: str | list[Term]) -> None:
    if isinstance(terms, str):
        indexed.add_text(field, terms)
    else:
        tokens = [tantivy.Token(term, position, 0, 0) for term, position in terms]
        indexed.add_pre_tokenized_text(field, tantivy.PreTokenizedString("", tokens))


class OrderKeys(TypedDict):
    """The sort keys of a document. Ties are broken by pk or id, so that an order is always the same."""

    newest: int
    oldest: int
    by_title: str


def order_keys(document: Document) -> OrderKeys:
    """The sort keys: 32 bits of the day and 32 bits of the pk, or a normalised title and the id."""
    day = _day(document)
    return {
        "newest": day * 2**32 + document.pk % 2**32,
        "oldest": (day or UNDATED) * 2**32 + document.pk % 2**32,
        "by_title": f"{filing_key(document.title)[:TITLE_LENGTH]}\0{document.id}",
    }


def _add_order(indexed: tantivy.Document, document: Document) -> None:
    keys = order_keys(document)
    indexed.add_unsigned("pk", document.pk)
    indexed.add_unsigned("newest", keys["newest"])
    indexed.add_unsigned("oldest", keys["oldest"])
    indexed.add_text("by_title", keys["by_title"])
    indexed.add_float("weight", _recency(_day(document)) + STANDING * document.standing)


def _day(document: Document) -> int:
    """A partial date as the number YYYYMMDD with zeros for its unknown parts; 0 for none."""
    return int("".join(document.date.split("-")).ljust(8, "0")) if document.date else 0


def _recency(day: int) -> float:
    """The part of the weight that ranks the newer of two equals first: Tantivy multiplies a score by log2(2 + weight).

    One day is the smallest step that a score of 24 bits shows; a century makes less than one per cent.
    """
    days = (day // 10000 - 1900) * 372 + day // 100 % 100 * 31 + day % 100
    return max(days, 0) * 2.5e-7
