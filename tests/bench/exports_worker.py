"""A process with the portal's database that makes the rows and exports them in the ways of others.

python -m tests.bench.exports_worker CORPUS
"""

import csv
import shutil
import sys
import time
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from baliportal.catalogue.models import Entry, JournalHead  # noqa: E402
from baliportal.search.index.sync import rebuild  # noqa: E402

from . import corpus  # noqa: E402
from .loading import load  # noqa: E402
from .worker import serve, timed  # noqa: E402

CORPUS = Path(sys.argv[1])
COLUMNS = ("id", "kind", "title", "original_title", "language", "date", "countries", "topics", "summary", "url",
           "source_url", "verified_on")  # fmt: skip
PLAIN = tuple(name for name in COLUMNS if name not in ("id", "countries", "topics"))
CHUNK = 2_000
TABLES = {  # the tables copied with an entry, and the key column of each
    "catalogue_entry": "id", "legislation_law": "entry_ptr_id", "resources_resource": "entry_ptr_id",
    "workshops_workshop": "entry_ptr_id", "catalogue_entry_countries": "entry_id", "catalogue_entry_topics": "entry_id",
}  # fmt: skip


def fill(size):
    """Make that many entries: a corpus written by the portal itself, and copies of its rows made by SQL."""
    call_command("prepare", verbosity=0)
    load(islice(corpus.read(CORPUS), 100_000))
    made, steps = Entry.objects.filter(slug__startswith="bench-"), 0
    with connection.cursor() as cursor:
        while (missing := size - Entry.objects.count()) > 0:
            steps += 1
            _copy(
                cursor,
                steps,
                list(made.filter(pk__lt=10_000_000).order_by("pk").values_list("pk", flat=True)[:missing]),
            )
        cursor.execute("ANALYZE")
    return {"rows": Entry.objects.count()}


def _copy(cursor, step, pks):
    """The rows of these entries once more, under other keys."""
    shift, last = step * 10_000_000, pks[-1]
    for table, key in TABLES.items():
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        change = {key: f"{key} + {shift}"}
        if table == "catalogue_entry":
            change |= {"public_id": f"'{step:02d}' || substr(public_id, 2)", "slug": f"slug || '-{step}'"}
        elif "id" in names:
            change["id"] = f"id + {shift}"
        values = ", ".join(change.get(name, f'"{name}"') for name in names)
        quoted = ", ".join(f'"{name}"' for name in names)
        which = f"{key} BETWEEN {pks[0]} AND {last}"
        cursor.execute(f"INSERT INTO {table} ({quoted}) SELECT {values} FROM {table} WHERE {which}")


def index(other=""):
    """The index of these rows: one made of the same rows in another database, or a new one."""
    if other:
        shutil.rmtree(settings.INDEX_ROOT, ignore_errors=True)
        shutil.copytree(other, settings.INDEX_ROOT)
    else:
        rebuild()
    return {"number": JournalHead.current(), "index": str(settings.INDEX_ROOT)}


def copied(columns):
    """Rows a second of PostgreSQL's own COPY of the same cells as they are, read row by row; the limit."""
    ends = {"countries": ("country", "code"), "topics": ("topic", "slug")}
    cells = [f"{name}.joined" if name in ends else f"e.{'public_id' if name == 'id' else name}" for name in columns]
    joins = " ".join(_gathered(name, *ends[name]) for name in columns if name in ends)
    where = "e.status = 'published' AND e.visibility = 'public'"
    query = f"SELECT {', '.join(cells)} FROM catalogue_entry e {joins} WHERE {where} ORDER BY e.id"
    return _rate(lambda: _rows_of(f"COPY ({query}) TO STDOUT (FORMAT csv)"))


def _gathered(name, one, field):
    return (
        f"LEFT JOIN (SELECT t.entry_id, string_agg(x.{field}, ';' ORDER BY x.{field}) AS joined"
        f" FROM catalogue_entry_{name} t JOIN catalogue_{one} x ON x.id = t.{one}_id GROUP BY t.entry_id) AS {name}"
        f" ON {name}.entry_id = e.id"
    )


def _rows_of(query):
    with connection.cursor() as cursor, cursor.copy(query) as rows:
        return sum(1 for _ in rows)


def row_by_row(rows):
    """As Django's documentation streams a CSV: an instance at a time through a writer, relations fetched along."""
    entries = Entry.objects.published().prefetch_related("countries", "topics").order_by("pk")[:rows]
    return _rate(lambda: _written(_cells(entry) for entry in entries.iterator(chunk_size=CHUNK)))


def values(rows):
    """The same without relations, by values_list, a row at a time: the quickest that Django's own means allow."""
    rows = Entry.objects.published().order_by("pk").values_list("public_id", *PLAIN)[:rows]
    return _rate(lambda: _written(rows.iterator(chunk_size=CHUNK)))


def import_export(rows):
    """django-import-export, which makes the whole file in memory."""
    from import_export import fields, resources, widgets

    class EntryResource(resources.ModelResource):
        countries = fields.Field(
            "countries", "countries", widgets.ManyToManyWidget(Entry.countries.rel.model, ";", "code")
        )
        topics = fields.Field("topics", "topics", widgets.ManyToManyWidget(Entry.topics.rel.model, ";", "slug"))

        class Meta:
            model = Entry
            fields = ("public_id", *PLAIN, "countries", "topics")

    # It asks for a hundred records at a time by their place: a slice of a million would be put in order for each.
    last = Entry.objects.order_by("pk").values_list("pk", flat=True)[rows - 1]
    entries = Entry.objects.filter(pk__lte=last).prefetch_related("countries", "topics").order_by("pk")
    return _rate(lambda: EntryResource().export(entries).csv.count("\r\n") - 1)


def _cells(entry):
    plain = [getattr(entry, name) for name in PLAIN]
    return [entry.public_id, *plain, ";".join(sorted(country.code for country in entry.countries.all())),
            ";".join(sorted(topic.slug for topic in entry.topics.all()))]  # fmt: skip


def _written(rows):
    class Echo:
        def write(self, line):
            return line.encode()

    writer, count = csv.writer(Echo()), 0
    for row in rows:
        writer.writerow(row)
        count += 1
    return count


def _rate(export):
    cpu = time.process_time()
    ms, rows = timed(export)
    return {"rows": rows, "rate": rows / ms * 1000, "cpu": rows / max(time.process_time() - cpu, 1e-9)}


if __name__ == "__main__":
    serve({
        "fill": fill, "index": index, "copied": copied, "row_by_row": row_by_row, "values": values,
        "import_export": import_export,
    })  # fmt: skip
