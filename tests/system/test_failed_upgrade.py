"""An upgrade that fails half way leaves the database, and with it the version that runs, as they were."""

STATE = """
from django.db import connection
from django.test import Client
from baliportal.catalogue.models import Entry
print(sorted(connection.introspection.table_names()), sorted(Entry.objects.values_list("pk", "summary")))
print(Client(SERVER_NAME="localhost").get("/readyz").content.decode().splitlines()[:2])
"""


def test_an_upgrade_that_fails_half_way_leaves_the_old_version_running(portals):
    portal = portals.released("live")
    before = portal.run("shell", "--no-imports", "-c", STATE)
    assert before.endswith("['database: ok', 'migrations: ok']\n")
    words = portal.refused("prepare", DJANGO_SETTINGS_MODULE="tests.failing_upgrade.settings")
    assert "This upgrade fails here." in words
    assert portal.run("shell", "--no-imports", "-c", STATE) == before
