"""The index of pages of files: which page of an entry's files has the words, for the entries that a page shows.

It lies in a directory inside that of the index of entries, and is built, replaced and thrown away with it. The index of
entries has the same texts in its field `file`, for counts, facets and rank.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tantivy
from tantivy import Occur, Query

from ..analysis.terms import Term
from ..parsing.ast import ANY_WORD
from .document import Document

DIRECTORY = "pages"
# Pages that one search ranks for all entries, and of each that are shown.
RANKED, SHOWN = 300, 3
# Factor on the score of a word as typed, against its other names, and of words close together; the words between these.
TYPED_BOOST, CLOSE_BOOST, CLOSE_SLOP = 4.0, 2.0, 8


class PageAddress(NamedTuple):
    """A page of a file by the fingerprint of its bytes."""

    sha256: str
    number: int


def _build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("entry", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("sha256", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", stored=True)
    builder.add_text_field("words", tokenizer_name="whitespace")
    return builder.build()


PAGE_SCHEMA = _build()


def page_documents(document: Document) -> Iterable[tantivy.Document]:
    """The pages of an entry's files."""
    for page, words in zip(document.pages, document.page_terms, strict=True):
        indexed = tantivy.Document()
        indexed.add_text("entry", document.id)
        indexed.add_text("sha256", page.sha256)
        indexed.add_unsigned("number", page.number)
        _add_words(indexed, words)
        yield indexed


def find_pages(
    searcher: tantivy.Searcher, entries: Collection[str], wanted: Sequence[str], typed: Sequence[str] = ()
) -> dict[str, list[PageAddress]]:
    """The pages with most of the wanted terms, the best first: up to SHOWN for each of these entries.

    Those with the words as `typed` come before those with other names of them, and before scattered words close ones.
    """
    words = [(Occur.Should, _boosted(query, term in typed)) for term in wanted if (query := _term_query(term))]
    if len(typed) > 1:
        close = Query.phrase_query(PAGE_SCHEMA, "words", [*typed], slop=CLOSE_SLOP)
        words.append((Occur.Should, Query.boost_query(close, CLOSE_BOOST * TYPED_BOOST)))
    if not words or not entries:
        return {}
    of_entries = Query.const_score_query(Query.term_set_query(PAGE_SCHEMA, "entry", list(entries)), 0.0)
    query = Query.boolean_query([(Occur.Must, of_entries), (Occur.Must, Query.boolean_query(words))])
    found: dict[str, list[PageAddress]] = {}
    for _, address in searcher.search(query, RANKED, count=False).hits:
        page: Any = searcher.doc(address)
        pages = found.setdefault(page.get_first("entry"), [])
        if len(pages) < SHOWN:
            pages.append(PageAddress(page.get_first("sha256"), page.get_first("number")))
    return found


def opened_pages(path: Path) -> tantivy.Index | None:
    """The index of pages inside an index of entries; None where no entry had a file when it was built."""
    directory = path / DIRECTORY
    return tantivy.Index.open(str(directory)) if (directory / "meta.json").exists() else None


def searcher_of_pages(path: Path) -> tantivy.Searcher | None:
    """A searcher of the index of pages as it is now; without the thread that Tantivy starts to watch for commits."""
    index = opened_pages(path)
    if index is None:
        return None
    index.config_reader("manual")
    return index.searcher()


def created_pages(path: Path) -> tantivy.Index:
    """The same, made where it is not there yet."""
    directory = path / DIRECTORY
    directory.mkdir(exist_ok=True)
    return opened_pages(path) or tantivy.Index(PAGE_SCHEMA, str(directory))


def _add_words(indexed: tantivy.Document, words: str | list[Term]) -> None:
    if isinstance(words, str):
        indexed.add_text("words", words)
    else:
        tokens = [tantivy.Token(term, position, 0, 0) for term, position in words]
        indexed.add_pre_tokenized_text("words", tantivy.PreTokenizedString("", tokens))


def _boosted(query: Query, is_typed: bool) -> Query:
    return Query.boost_query(query, TYPED_BOOST) if is_typed else query


def _term_query(term: str) -> Query | None:
    """A term, or a phrase of several; a phrase with any word inside is searched by its other words."""
    words = [word for word in term.split(" ") if word and word != ANY_WORD]
    if not words:
        return None
    if len(words) == 1 and words[0][-1] == ANY_WORD:
        return Query.regex_query(PAGE_SCHEMA, "words", f"{re.escape(words[0][:-1])}.*")
    if len(words) == 1:
        return Query.term_query(PAGE_SCHEMA, "words", words[0])
    if ANY_WORD in term.split(" "):
        return Query.boolean_query([(Occur.Must, Query.term_query(PAGE_SCHEMA, "words", word)) for word in words])
    return Query.phrase_query(PAGE_SCHEMA, "words", [*words])
