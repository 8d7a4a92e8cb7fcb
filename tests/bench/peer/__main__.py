"""python -m tests.bench.peer CORPUS, in the peers' environment; BENCH_DATABASE: a file, or one of BENCH_SERVER's."""

import json
import os
import sys
from itertools import islice
from pathlib import Path

import django
from django.conf import settings

from ..worker import cost, serve, timed

CORPUS, PLACE = Path(sys.argv[1]), os.environ["BENCH_DATABASE"]
SERVER = os.environ.get("BENCH_SERVER", "")
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": PLACE}
POSTGRESQL = {"ENGINE": "django.db.backends.postgresql", "HOST": SERVER, "USER": "portal", "NAME": PLACE}
settings.configure(
    DATABASES={"default": (POSTGRESQL if SERVER else SQLITE) | {"CONN_MAX_AGE": None}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.postgres", "modelsearch", "tests.bench.peer"],
    MODELSEARCH_BACKENDS={"default": {"BACKEND": "modelsearch.backends.database"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from modelsearch.backends import get_search_backend  # noqa: E402
from modelsearch.query import Phrase, PlainText  # noqa: E402

from .models import Country, Entry, Topic  # noqa: E402

PLAIN = ("kind", "type", "language", "year", "title", "original_title", "number", "summary", "text")
FACETS = ("kind", "type", "language", "year", "countries", "topics")
BATCH = 2_000


def build():
    call_command("migrate", run_syncdb=True, verbosity=0)
    loading, _ = timed(_load)
    before = _size()
    taken = cost(lambda: call_command("rebuild_modelsearch_index", verbosity=0))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # without it SQLite takes the worst of its plans: ten times as long
    return taken | {"loading": loading / 1000, "size": _size() - before}


def ask(q="", choices=None, prefix=False):
    ms, total = timed(lambda: _suggest(q) if prefix else _answer(q, choices or {}))
    return {"ms": ms, "total": total}


def _answer(q, choices):
    """The count, the first 20, and every facet under every choice but its own."""
    matches = _matches(q, choices)
    total = matches.count()
    list(matches[:20])
    for facet in FACETS:
        _counts(_matches(q, {name: values for name, values in choices.items() if _field(name) != facet}), facet)
    return total


def _matches(q, choices):
    entries = Entry.objects.order_by("-year") if not q else Entry.objects.all()
    if "kind" in choices:
        entries = entries.filter(kind__in=choices["kind"])
    if "country" in choices:
        entries = entries.filter(countries__code__in=choices["country"])
    if not q:
        return entries
    words = Phrase(q.strip('"')) if q.startswith('"') else PlainText(q, operator="and")
    return get_search_backend().search(words, entries)


def _counts(matches, facet):
    if hasattr(matches, "facet"):
        return dict(matches.facet(facet))
    return list(matches.order_by().values_list(facet).annotate(count=Count("pk")))


def _suggest(q):
    return len(list(get_search_backend().autocomplete(q, Entry)[:10]))


def _field(choice):
    return {"country": "countries", "topic": "topics"}.get(choice, choice)


def _load():
    countries, topics = _terms(Country, "code", "countries"), _terms(Topic, "slug", "topics")
    lines = CORPUS.open(encoding="utf-8")
    while rows := [json.loads(line) for line in islice(lines, BATCH)]:
        Entry.objects.bulk_create([_entry(row) for row in rows])
        for field, known, name in (("countries", countries, "country_id"), ("topics", topics, "topic_id")):
            through = getattr(Entry, field).through
            through.objects.bulk_create(
                [through(entry_id=row["id"], **{name: known[value]}) for row in rows for value in row[field]]
            )


def _entry(row):
    return Entry(id=row["id"], year=row["date"][:4], **{name: row[name] for name in PLAIN if name != "year"})


def _terms(model, name, column):
    values = {value for line in CORPUS.open(encoding="utf-8") for value in json.loads(line)[column]}
    model.objects.bulk_create([model(**{name: value}) for value in sorted(values)])
    return dict(model.objects.values_list(name, "pk"))


def _size():
    if not SERVER:
        return Path(PLACE).stat().st_size / 1e6
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0] / 1e6


if __name__ == "__main__":
    serve({"build": build, "ask": ask})
