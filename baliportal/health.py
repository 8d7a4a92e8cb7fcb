"""Two questions a supervisor asks: is the process alive, and can it serve?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request):
    """Alive. Asks nothing of the database: restarting this process would not mend a database that is down."""
    return plain("ok")


@never_cache
@require_safe
def readyz(request):
    """Ready to serve: the database answers and has the tables this code expects. 503 with the reason otherwise."""
    try:
        unapplied = unapplied_migrations()
    except DatabaseError:
        return plain("the database does not answer", status=503)
    return plain(f"{len(unapplied)} migrations are not applied", status=503) if unapplied else plain("ok")


def unapplied_migrations():
    """What `migrate` would do, as Django's own plan of (migration, backwards) pairs."""
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def plain(line, status=200):
    return HttpResponse(f"{line}\n", content_type="text/plain; charset=utf-8", status=status)
