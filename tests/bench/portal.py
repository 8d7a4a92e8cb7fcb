"""A process of the portal with its own database and index: loads the corpus, saves, renders, rebuilds.

python -m tests.bench.portal CORPUS
"""

import gc
import secrets
import sys
import time
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from baliportal.catalogue.models import Entry  # noqa: E402
from baliportal.exports.delivery.links import list_links  # noqa: E402
from baliportal.search.index.sync import index_for_reading, rebuild  # noqa: E402
from baliportal.search.listing import Listing  # noqa: E402
from baliportal.search.query import search  # noqa: E402
from baliportal.search.search_request import SearchRequest  # noqa: E402

from . import bare, corpus  # noqa: E402
from .loading import load  # noqa: E402
from .worker import cost, serve, size_of, timed  # noqa: E402

CORPUS = Path(sys.argv[1])


def prepare():
    """Tables, starter content, static files, index up to date: all that `make run` does before it serves."""
    call_command("prepare", verbosity=0)
    return {}


def fill(size):
    taken, file = cost(lambda: load(islice(corpus.read(CORPUS), size))), Path(settings.DATABASES["default"]["NAME"])
    return taken | {"size": file.stat().st_size / 1e6}


def build():
    return cost(rebuild) | {"size": size_of(settings.INDEX_ROOT)}


def save(word):
    """One save by a form's path; the moment before it on the clock that all processes share, and how long it took."""
    made = Entry.objects.filter(slug__startswith="bench-")
    entry = made[secrets.randbelow(made.count())].specific
    entry.title = f"{word} {entry.title}"[:500]
    start = time.monotonic()
    entry.save()
    return {"start": start, "ms": (time.monotonic() - start) * 1000}


def watch(word, patience):
    """The moment at which a search of this process first found the word, on the clock that all processes share."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if search(index_for_reading(), word).total:
            break
        time.sleep(0.002)
    return {"at": time.monotonic()}


def answered(q="", choices=None, prefix=False):
    """Milliseconds of the search with its answer, and of bare Tantivy on the same index; of an answer that is new."""
    index = index_for_reading()
    page = Listing(SearchRequest(q=q, choices=choices or {}), "/search/")
    with index.reading() as reader:
        reader.result_cache.clear()
        limit, _ = timed(lambda: bare.ask(reader.searcher, q, choices))
    ms, _ = timed(lambda: (page.search_results, page.answer))
    return {"ms": ms, "bare": limit, "answer": page.answer is not None}


def template(query):
    """Milliseconds of the page's template alone: a second rendering with all its values computed before."""
    page = Listing(SearchRequest.read(QueryDict(query)), "/search/")
    downloads = list_links("/search/", f"?{query}", page.total_sentence)
    frozen = _frozen(page, results=[_frozen(result) for result in page.results])
    request = RequestFactory().get(f"/search/?{query}", headers={"host": "localhost"})
    request.user = SimpleNamespace(is_authenticated=False, is_staff=False)
    context = {"heading": "Search", "page": frozen, "downloads": downloads}
    render = lambda: render_to_string("search/listing.html", context, request)  # noqa: E731
    render()
    return {"ms": timed(render)[0]}


def _frozen(instance, **instead):
    names = [name for name in dir(instance) if not name.startswith("_") and name not in instead]
    return SimpleNamespace(**{name: getattr(instance, name) for name in names}, **instead)


if __name__ == "__main__":
    gc.freeze()  # as the web server does before it serves
    serve({"prepare": prepare, "fill": fill, "build": build, "save": save, "answered": answered, "template": template,
           "watch": watch})  # fmt: skip
