"""A file that is made while curators write is of one state: its head, its facets and its rows agree."""

import json
import threading

import pytest
from django.db import connection

from baliportal.catalogue.background import run_in_thread
from baliportal.catalogue.publishing import Status
from baliportal.exports.delivery import streaming_file
from baliportal.search.index import sync
from legislation.models import Law

pytestmark = pytest.mark.system

LAWS, READS = 30, 12


@pytest.fixture
def laws(transactional_db, monkeypatch):
    monkeypatch.setattr(streaming_file, "run_in_thread", run_in_thread)
    monkeypatch.setattr(sync, "in_background", lambda function: None)
    created = [Law(title=f"Act {n}", slug=f"act-{n}", type="act", status=Status.PUBLISHED) for n in range(LAWS)]
    for law in created:
        law.save()
    return created


@pytest.fixture
def writer(laws):
    """A curator who withdraws and publishes without pause."""
    stop = threading.Event()

    def write():
        while not stop.is_set():
            for law in laws[::3]:
                now = Status.WITHDRAWN if law.status == Status.PUBLISHED else Status.PUBLISHED
                Law.objects.filter(pk=law.pk).update(status=now)
                law.status = now
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    yield thread
    stop.set()
    thread.join()


def test_a_list_as_json_agrees_with_itself_while_it_changes(vera, writer):
    states = set()
    for n in range(READS):
        whole = json.loads(vera.get(f"/legislation.json?sort=title&n={n}").getvalue())
        counted = sum(choice["count"] for choice in whole["facets"].get("type", []))
        assert len(whole["results"]) == whole["total"]
        assert counted == whole["total"]
        states.add(whole["total"])
    assert len(states) > 1  # the writer did write


def test_the_manifest_counts_the_rows_of_the_state_it_names(vera, laws, writer):
    unwritten = Law.objects.count()
    for n in range(READS):
        manifest = vera.get(f"/legislation.manifest.json?columns=title&n={n}").json()
        assert unwritten - LAWS <= manifest["resources"][0]["rows"] <= unwritten
