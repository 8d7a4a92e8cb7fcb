"""Health checks for supervisors and load balancers: /healthz (liveness) and /readyz (readiness)."""

import tempfile
import time
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from baliportal.catalogue.models import Change, JournalHead
from baliportal.files.recognition import waiting_in_words
from baliportal.search.index.audiences import with_own_index
from baliportal.search.index.index import IndexUnusable
from baliportal.search.index.sync import get_index, index_for_reading

NO_DATABASE = "the database does not answer"
#: Checks that query the database.
OF_DATABASE = ("migrations", "index", "texts")
LONGEST_LAG = timedelta(minutes=10)  # a large import is in the index after a minute or two


class NotReady(Exception):
    """A readiness check failed; the message is public, so it holds no addresses and no secrets."""


class HealthChecks:
    """Middleware that answers both addresses before the host name is looked at and before any redirect to HTTPS.

    Supervisors and load balancers ask by IP address over plain HTTP.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        view = {"/healthz": healthz, "/readyz": readyz}.get(request.path)
        return view(request) if view else self.get_response(request)


@never_cache
@require_safe
def healthz(request):
    """Liveness. Does not query the database: restarting this process would not mend a database that is down."""
    return plain(["ok"])


@never_cache
@require_safe
def readyz(request):
    """Readiness: one line for each check, and 503 when one of them failed."""
    results = [(name, *result) for name, result in _results()]
    ready = all(passed for _, passed, _ in results)
    lines = [f"{name}: {'' if passed else 'FAILED, '}{words}" for name, passed, words in results]
    return plain(lines, status=200 if ready else 503)


def _results():
    """Yield each name with its outcome; a database that does not answer is asked once, as each may wait for seconds."""
    is_away = False
    for name, check in CHECKS.items():
        result = (False, NO_DATABASE) if is_away and name in OF_DATABASE else outcome(check)
        is_away = is_away or result == (False, NO_DATABASE)
        yield name, result


def outcome(check):
    """(passed, message) of a check. Messages of other programs are not shown: they may name users and hosts."""
    try:
        return True, check()
    except NotReady as problem:
        return False, str(problem)
    except DatabaseError:
        return False, NO_DATABASE
    except Exception as problem:
        return False, type(problem).__name__


def check_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def check_migrations():
    if unapplied := unapplied_migrations():
        raise NotReady(f"{len(unapplied)} are not applied")
    return "ok"


def check_index():
    """Index lag in journal numbers. Fails when there is no usable index, or it has lagged for ten minutes.

    A short lag is usual after a large import and harms nobody, as hits are checked in the database. The check starts
    the same catch-up as a search, so a machine that nobody searches on does not stay behind.
    """
    try:
        number = index_for_reading().number
    except IndexUnusable:
        raise NotReady("there is no usable index") from None
    number = min([number, *_numbers_of_other_indexes()])
    head = JournalHead.current()
    if number > head:
        raise NotReady("the index is ahead of the journal")
    if number < head and _oldest_missing(number) < timezone.now() - LONGEST_LAG:
        raise NotReady(f"{head - number} changes behind for more than {LONGEST_LAG.seconds // 60} minutes")
    return f"ok, {head - number} changes behind"


def _numbers_of_other_indexes():
    """Of the indexes of officials and secretariat, where they can be used: the answer must not tell that they exist."""
    for audience in with_own_index():
        with suppress(IndexUnusable):
            yield get_index(audience).number


def _oldest_missing(number):
    return Change.objects.since(number).values_list("at", flat=True).first() or timezone.now()


def check_var():
    """Write a small file to each directory the portal writes to while it serves, which a full disk refuses."""
    for directory in (settings.VAR, settings.INDEX_ROOT, settings.EXPORTS_ROOT, settings.MEDIA_ROOT):
        try:
            directory.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=directory) as file:
                file.write(bytes(4096))
        except OSError as problem:
            raise NotReady(f"cannot be written to ({problem.strerror})") from None
    return "ok"


def check_cache():
    """Store and read back a value of this moment."""
    written = str(time.time_ns())
    key = f"readyz-{written}"
    cache.set(key, written, 10)
    if cache.get(key) != written:
        raise NotReady("a value that was stored does not come back")
    cache.delete(key)
    return "ok"


def unapplied_migrations():
    """Django's plan of the migrations to apply: (migration, backwards) pairs."""
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def plain(lines, status=200):
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


CHECKS = {
    "database": check_database,
    "migrations": check_migrations,
    "index": check_index,
    "var": check_var,
    "cache": check_cache,
    "texts": waiting_in_words,
}
