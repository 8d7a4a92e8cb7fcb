"""A process of a portal whose records have files: loads them, searches, and reads documents.

python -m tests.bench.files_worker CORPUS
"""

import gc
import time
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from tantivy import Occur, Query  # noqa: E402

from baliportal.catalogue import journal  # noqa: E402
from baliportal.catalogue.models import Entry  # noqa: E402
from baliportal.files.models import File, Page, StoredFile  # noqa: E402
from baliportal.files.reading.reader import Unreadable, iter_pages  # noqa: E402
from baliportal.search.analysis.analyser import analyse  # noqa: E402
from baliportal.search.index.pages import PAGE_SCHEMA  # noqa: E402
from baliportal.search.index.schema import SCHEMA  # noqa: E402
from baliportal.search.index.sync import get_index  # noqa: E402
from baliportal.search.query import find_pages_of, search  # noqa: E402

from . import bare, portal  # noqa: E402
from .extraction import MEDIA_TYPES  # noqa: E402
from .file_pages import pages_by_record, sha256_of  # noqa: E402
from .loading import BENCH  # noqa: E402
from .worker import cost, serve, timed  # noqa: E402

BATCH = 500  # files in one recording
SHOWN = 20  # results of a page


def fill(size):
    """The records of the corpus, and the files of one in five."""
    taken = portal.fill(size)
    added = cost(lambda: _add_files(size))
    size = Path(settings.DATABASES["default"]["NAME"]).stat().st_size / 1e6
    return added | {key: taken[key] + added[key] for key in ("seconds", "cpu")} | {"size": size}


def _add_files(size):
    files = pages_by_record(size)
    while batch := list(islice(files, BATCH)):
        with journal.recording(by=BENCH, note="Made-up files"):
            _write(batch)


def _write(batch):
    keys = dict(Entry.objects.filter(slug__in=[f"bench-{n}" for n, _ in batch]).values_list("slug", "pk"))
    stored = StoredFile.objects.bulk_create(
        StoredFile(
            sha256=sha256_of(number), file=f"files/bench/{number}", size=100_000, media_type=MEDIA_TYPES[".pdf"],
            kept=True, pages=len(texts), reading=StoredFile.Reading.READ, text_sha256=sha256_of(number),
        )
        for number, texts in batch
    )  # fmt: skip
    Page.objects.bulk_create(
        Page(stored=row, number=page, text=text, language="en", method="pdfium")
        for row, (_, texts) in zip(stored, batch, strict=True)
        for page, text in enumerate(texts, 1)
    )
    File.objects.bulk_create([
        File(entry_id=keys[f"bench-{number}"], name=f"{number}.pdf", language="en", size=100_000,
             sha256=sha256_of(number), text_sha256=sha256_of(number))
        for number, _ in batch
    ])  # fmt: skip


def portal_search(q):
    """Milliseconds of the search in files alone: 20 records, facets, and the pages of these that have the words."""
    index = get_index()
    with index.reading() as reader:
        reader.result_cache.clear()

    def ask():
        results = search(index, f"in:file {q}")
        return results, find_pages_of(index, [hit.id for hit in results.hits], results)

    ms, (results, pages) = timed(ask)
    return {"ms": ms, "total": results.total, "pages": sum(map(len, pages.values()))}


def bare_search(q):
    """The same of Tantivy called directly: the field of files, then the index of pages for the 20 records."""
    terms = [token.text for token in analyse(q.strip('"'))]
    with get_index().reading() as reader:
        ms, total = timed(lambda: _ask_bare(reader, terms, q.startswith('"')))
    return {"ms": ms, "total": total}


def _ask_bare(reader, terms, is_phrase):
    query = _query(SCHEMA, "file", terms, is_phrase)
    found = reader.searcher.search(query, SHOWN, count=True)
    ids = [reader.searcher.doc(address).get_first("id") for _, address in found.hits]
    reader.searcher.aggregate(query, bare.AGGREGATIONS)
    if ids:
        of_entries = Query.const_score_query(Query.term_set_query(PAGE_SCHEMA, "entry", ids), 0.0)
        narrowed = [(Occur.Must, of_entries), (Occur.Must, _query(PAGE_SCHEMA, "words", terms, is_phrase))]
        for _, address in reader.pages.search(Query.boolean_query(narrowed), SHOWN * 3, count=False).hits:
            reader.pages.doc(address)
    return found.count


def _query(schema, field, terms, is_phrase):
    if is_phrase:
        return Query.phrase_query(schema, field, terms)
    return Query.boolean_query([(Occur.Must, Query.term_query(schema, field, term)) for term in terms])


def extract(paths):
    """Pages and seconds of reading these files, each in a child process under limits, as after an upload."""
    begun, pages, unread = time.perf_counter(), 0, []
    for path in map(Path, paths):
        try:
            with path.open("rb") as file:
                pages += sum("number" in item for item in iter_pages(file, MEDIA_TYPES[path.suffix.lower()]))
        except Unreadable as problem:
            unread.append(f"{path.name}: {problem}")
    return {"pages": pages, "seconds": time.perf_counter() - begun, "unread": unread}


if __name__ == "__main__":
    gc.freeze()  # as the web server does before it serves
    serve({
        "prepare": portal.prepare, "fill": fill, "build": portal.build, "search": portal_search, "bare": bare_search,
        "extract": extract, "fill without files": portal.fill,
    })  # fmt: skip
