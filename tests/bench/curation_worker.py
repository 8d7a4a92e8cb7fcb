"""A process with many laws that does the secretariat's work and times it.

python -m tests.bench.curation_worker CORPUS
"""

import io
import sys
import threading
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from baliportal.catalogue.kinds import named  # noqa: E402
from baliportal.imports.sheet import sheet_columns, sheet_records  # noqa: E402
from baliportal.imports.upload import upload  # noqa: E402
from baliportal.search.index.sync import rebuild  # noqa: E402
from legislation.models import Law  # noqa: E402

from ..editorial import desk_work  # noqa: E402
from . import corpus  # noqa: E402
from .loading import load  # noqa: E402
from .memory import anonymous  # noqa: E402
from .visitor import p95  # noqa: E402
from .worker import serve, timed  # noqa: E402

CORPUS = Path(sys.argv[1])
NAME = "bench"


def fill(size):
    """Make that many laws with their quality problems, their index and the database's statistics."""
    call_command("prepare", verbosity=0)
    load({**row, "kind": "law"} for row in islice(corpus.read(CORPUS), size))
    call_command("prepare", verbosity=0)
    rebuild()
    get_user_model().objects.create_superuser(NAME)
    return {"laws": Law.objects.count()}


def page(address, times):
    """Milliseconds in the server without gunicorn, once it is warm, and queries of the database."""
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(get_user_model().objects.get(username=NAME))
    took = [timed(lambda: _seen(client, address))[0] for _ in range(times + 1)][1:]
    with CaptureQueriesContext(connection) as queries:
        _seen(client, address)
    return {"p50": median(took), "p95": p95(took), "queries": len(queries)}


def _seen(client, address):
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} at {address}")


def sheet(suffix, rows):
    """Seconds to take so many laws out, to read the file back, each row changed, and to preview it; memory in MB."""
    user, form = get_user_model().objects.get(username=NAME), named("law")
    pks = list(Law.objects.order_by("pk").values_list("pk", flat=True)[:rows])
    columns = sheet_columns(form)
    with _memory_watched() as grown:
        out, content = timed(lambda: _written(suffix, columns, _doubted(sheet_records(form, pks))))
        file = ContentFile(content, f"laws.{suffix}")
        read, batch = timed(lambda: upload(file, schema=form, by=user))
        preview, batch = timed(lambda: desk_work.previewed(batch, user))
    outcomes = desk_work.outcomes(batch)
    batch.delete()
    return {"out": out / 1000, "read": read / 1000, "preview": preview / 1000, "outcomes": outcomes, "grown": grown()}


def _doubted(records):
    for number, record in enumerate(records):
        yield record | {"doubt": f"Doubt number {number}"}


def _written(suffix, columns, records):
    page = io.BytesIO()
    for piece in desk_work.WRITERS[suffix](columns, records):
        page.write(piece)
    return page.getvalue()


@contextmanager
def _memory_watched():
    """Gives a function: by how many MB this process grew at most."""
    before, peak, end = anonymous(), [0.0], threading.Event()

    def look():
        while not end.wait(0.1):
            peak[0] = max(peak[0], anonymous())

    watch = threading.Thread(target=look)
    watch.start()
    try:
        yield lambda: peak[0] - before
    finally:
        end.set()
        watch.join()


if __name__ == "__main__":
    serve({"fill": fill, "page": page, "sheet": sheet})
