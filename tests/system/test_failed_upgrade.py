"""An upgrade that fails half way leaves the database, and with it the version that runs, as they were."""

TABLES = "from django.db import connection as c; print(sorted(c.introspection.table_names()))"
SUMMARIES = "from baliportal.catalogue.models import Entry as E; print(sorted(E.objects.values_list('pk', 'summary')))"
READY = """
from django.test import Client
print(Client(SERVER_NAME="localhost").get("/readyz").content.decode())
"""


def shown(portal, code):
    return portal.run("shell", "--no-imports", "-c", code)


def test_an_upgrade_that_fails_half_way_leaves_the_old_version_running(portals):
    portal = portals.released("live")
    before = shown(portal, TABLES + "; " + SUMMARIES)
    words = portal.refused("prepare", DJANGO_SETTINGS_MODULE="tests.failing_upgrade.settings")
    assert "This upgrade fails here." in words
    assert shown(portal, TABLES + "; " + SUMMARIES) == before
    assert "failing_upgrade" not in before
    assert "migrations: ok" in shown(portal, READY)
    assert "no such" not in portal.run("migrate", "--verbosity", "0")
