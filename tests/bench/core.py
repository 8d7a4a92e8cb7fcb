"""The portal's search function and bare Tantivy on one index of the corpus, in a process of their own; no database.

python -m tests.bench.core CORPUS INDEX
"""

import sys
from pathlib import Path

import django

django.setup()

from baliportal.search.analysis.surface_forms import surface  # noqa: E402
from baliportal.search.index.document import Document  # noqa: E402
from baliportal.search.index.index import Index  # noqa: E402
from baliportal.search.query import search  # noqa: E402
from baliportal.search.results.snippets import mark, snippet  # noqa: E402
from baliportal.search.suggest.prefixes import addresses_with_title_prefix  # noqa: E402

from . import bare, corpus, pieces  # noqa: E402
from .worker import cost, serve, size_of, timed  # noqa: E402

CORPUS, DIRECTORY = map(Path, sys.argv[1:])
INDEX = Index(DIRECTORY)
SAME = ("kind", "type", "language", "date", "title", "original_title", "summary", "text")


def document(row):
    """The index document that the portal would make of such a record."""
    wider = [pieces.topics()[slug][1] for slug in row["topics"]]
    topics = tuple(dict.fromkeys([*row["topics"], *filter(None, wider)]))
    names = [pieces.countries()[code] for code in row["countries"]] + [pieces.topics()[slug][0] for slug in topics]
    return Document(
        id=f"{row['id']:08d}", pk=row["id"], countries=tuple(row["countries"]), topics=topics, numbers=row["number"],
        names=" · ".join(names), **{name: row[name] for name in SAME},
    )  # fmt: skip


def build():
    return cost(lambda: INDEX.rebuild(map(document, corpus.read(CORPUS)), 1)) | {"size": size_of(DIRECTORY)}


def portal(q="", choices=None, prefix=False):
    """Milliseconds of the search alone, with titles and summaries of its 20 results marked, and of the same search again."""
    if prefix:
        return suggested(q)
    sort = "relevance" if q else "newest"
    ask = lambda: search(INDEX, q, sort=sort, **(choices or {}))  # noqa: E731
    with INDEX.reading() as reader:
        reader.result_cache.clear()
    alone, results = timed(ask)
    marks, _ = timed(lambda: [_marked(hit.texts, results.terms) for hit in results.hits])
    again, _ = timed(ask)
    return {"ms": alone, "with_marks": alone + marks, "again": again, "total": results.total}


def suggested(q):
    """Milliseconds of finding and fetching what may be meant while somebody types, of as many records as the others."""
    with INDEX.reading() as reader:
        ms, documents = timed(
            lambda: [
                reader.searcher.doc(at)
                for at in addresses_with_title_prefix(reader.searcher, surface(q), bare.SUGGESTED)
            ]
        )
    return {"ms": ms, "total": len(documents)}


def limit(q="", choices=None, prefix=False):
    with INDEX.reading() as reader:
        ms, total = timed(lambda: bare.ask(reader.searcher, q, choices, prefix))
    return {"ms": ms, "total": total}


def _marked(texts, terms):
    return mark(texts.get("title", ""), terms), snippet(texts.get("summary") or texts.get("text", ""), terms)


if __name__ == "__main__":
    serve({"build": build, "portal": portal, "bare": limit})
