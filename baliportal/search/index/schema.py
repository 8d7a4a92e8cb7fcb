"""The form of the index: its fields, what each weighs, and how a document is put into them."""

import json
import zlib

import tantivy

from ..analysis import reference_numbers
from ..analysis.analyser import sort_key
from ..analysis.surface_forms import spelt, written
from ..analysis.terms import Term, placed_terms, terms
from .document import Document

# A word counts for as much as the best field that holds it.
BOOSTS = {"title": 4.0, "number": 6.0, "original_title": 3.0, "names": 2.0, "summary": 1.5, "text": 1.0}
STEMMED = ("original_title", "text")  # the fields that hold stems of the record's own language

# Fields of unstemmed words, for completing what is typed and for its spelling, and what is put into them; `keys` are
# those of the law's numbers.
AS_WRITTEN = {
    "written": lambda document, keys: written(
        document.title, document.original_title, *document.numbers.split(" · "), *keys
    ),
    "spelt": lambda document, keys: spelt(document.title, document.original_title, document.names, document.summary),
}

# The facet and what a document says for it.
FACETS = {
    "kind": lambda document: (document.kind,),
    "country": lambda document: document.countries,
    "topic": lambda document: document.topics,
    "year": lambda document: (document.year,),
    "language": lambda document: (document.language,),
    "type": lambda document: (document.type,),
}

JOURNAL_ID = ""  # the id of the one document that is no record: it holds the journal's number
UNDATED = 9999_99_99  # in the order of the oldest first: after every day there is
TITLE_LENGTH = 120  # characters of a title that are sorted by
KEPT = 40_000  # characters of a field that are kept to show what matched
STANDING = 0.15  # weight of what holds over what does not: a tenth of a score, less than a word counts


def _build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in BOOSTS:
        builder.add_text_field(field, tokenizer_name="whitespace")
    for field in AS_WRITTEN:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(facet, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("by_title", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("whole_title", tokenizer_name="raw", index_option="basic")
    for field in ("pk", "newest", "oldest", "journal", "history"):
        builder.add_unsigned_field(field, fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("kept", stored=True)
    return builder.build()


SCHEMA = _build()


def as_indexed(document: Document) -> tantivy.Document:
    indexed = tantivy.Document()
    indexed.add_text("id", document.id)
    for facet, values in FACETS.items():
        for value in dict.fromkeys(filter(None, values(document))):
            indexed.add_text(facet, value)
    keys = _keys(document)
    for field in BOOSTS:
        _add_terms(indexed, field, _terms(document, field, keys))
    indexed.add_text("whole_title", whole_title(document.title))
    for field, words in AS_WRITTEN.items():
        indexed.add_text(field, words(document, keys))
    _add_order(indexed, document)
    indexed.add_bytes("kept", _kept(document))
    return indexed


def texts(stored: tantivy.Document) -> dict[str, str]:
    """What the fields of a record hold, as it was indexed: each field's text, the long ones only their beginning."""
    return unpacked(stored.get_first("kept"))


def unpacked(kept: bytes | None) -> dict[str, str]:
    """The same from the field `kept` alone."""
    return json.loads(zlib.decompress(bytes(kept)).decode("utf-8", "surrogatepass")) if kept else {}


def journal_entry(number: int, fingerprint: int) -> tantivy.Document:
    """Says, in the same commit as the changes, how far in the journal the index has got, and in which journal."""
    entry = tantivy.Document()
    entry.add_text("id", JOURNAL_ID)
    entry.add_unsigned("journal", number)
    entry.add_unsigned("history", fingerprint)
    return entry


def _text(document: Document, field: str) -> str:
    return document.numbers if field == "number" else getattr(document, field)


def _kept(document: Document) -> bytes:
    held = {field: _text(document, field)[:KEPT] for field in BOOSTS}
    told = json.dumps({field: text for field, text in held.items() if text}, ensure_ascii=False)
    return zlib.compress(told.encode("utf-8", "surrogatepass"), 1)


def _terms(document: Document, field: str, keys: list[str]) -> str | list[Term]:
    text, language = _text(document, field), document.language if field in STEMMED else ""
    if field != "number" or not keys:
        return terms(text, language)
    found = placed_terms(text, language)
    # Far from the words and from each other, so that no phrase runs across.
    return found + [(key, len(found) + 10 * n) for n, key in enumerate(keys, 1)]


def whole_title(title: str) -> str:
    """The term under which a title is found by who types exactly that."""
    return sort_key(title)[:TITLE_LENGTH]


def _keys(document: Document) -> list[str]:
    numbered = " ; ".join((document.numbers, document.title, document.original_title))
    return reference_numbers.keys(numbered, document.countries)


def _add_terms(indexed: tantivy.Document, field: str, found: str | list[Term]) -> None:
    if isinstance(found, str):
        indexed.add_text(field, found)
    else:
        tokens = [tantivy.Token(term, place, 0, 0) for term, place in found]
        indexed.add_pre_tokenized_text(field, tantivy.PreTokenizedString("", tokens))


def order_keys(document: Document) -> dict[str, int | str]:
    """The keys of every order; equals stand by pk or id, so an order is always the same."""
    day = _day(document)
    return {
        "newest": day * 2**32 + document.pk % 2**32,
        "oldest": (day or UNDATED) * 2**32 + document.pk % 2**32,
        "by_title": f"{sort_key(document.title)[:TITLE_LENGTH]}\0{document.id}",
    }


def _add_order(indexed: tantivy.Document, document: Document) -> None:
    keys = order_keys(document)
    indexed.add_unsigned("pk", document.pk)
    indexed.add_unsigned("newest", keys["newest"])
    indexed.add_unsigned("oldest", keys["oldest"])
    indexed.add_text("by_title", keys["by_title"])
    indexed.add_float("weight", _recency(_day(document)) + STANDING * document.standing)


def _day(document: Document) -> int:
    """A date as a number of eight digits, what is not known as zeros."""
    return int("".join(document.date.split("-")).ljust(8, "0")) if document.date else 0


def _recency(day: int) -> float:
    """The part of the weight that puts the newer of two equals first: Tantivy multiplies a score by log2(2 + weight).

    One day is the least that tells in a score of 24 bits; a century makes less than one per cent.
    """
    days = (day // 10000 - 1900) * 372 + day // 100 % 100 * 31 + day % 100
    return max(days, 0) * 2.5e-7
