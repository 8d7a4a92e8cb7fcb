"""Fixtures of the tests of public pages."""

import csv
import io
import shutil
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.cache import cache

from baliportal.catalogue.models import Entry, FormerAddress
from baliportal.search.index.sync import catch_up
from tests.page_text import text_of  # noqa: F401 - a fixture

from .audience_cases import laws, people  # noqa: F401 - fixtures

DOMAIN_APPS = ("workshops", "legislation", "resources", "members")


@pytest.fixture(autouse=True)
def empty_page_cache():
    """Rolled back tests give journal numbers back, so a page cached under one would be served to another test."""
    cache.clear()


@pytest.fixture
def empty_portal(db, settings):
    """A portal without records, with countries and themes only."""
    domain_models = [apps.get_app_config(app).get_models(include_auto_created=True) for app in DOMAIN_APPS]
    links = [Entry.countries.through, Entry.topics.through, FormerAddress]
    for model in [*(model for models in domain_models for model in models), *links, Entry]:
        rows = model._base_manager.all()
        rows._raw_delete(rows.db)  # past the journal, which has no place for it; undone with the test
    shutil.rmtree(settings.INDEX_ROOT)  # for the same reason the index does not hear of it
    catch_up()


@pytest.fixture
def clock(monkeypatch):
    """The journal's clock, at noon of 1 March 2021; a test sets `time`."""
    clock = SimpleNamespace(time=datetime(2021, 3, 1, 12, tzinfo=UTC))
    monkeypatch.setattr("baliportal.catalogue.journal.writer.timezone", SimpleNamespace(now=lambda: clock.time))
    return clock


@pytest.fixture
def rows(vera):
    """The rows of a report's CSV file under a query string."""

    def read(name, query=""):
        content = vera.get(f"/reports/{name}.csv{query}").getvalue().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(content, newline="")))

    return read
