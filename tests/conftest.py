"""Fixtures of all tests: the starter content, an index of each test's own, and the cast.

Putri edits, Rahul reviews, Ana publishes, Tomasi is an official of one member state, Vera visits and must never see
what is not published.
"""

import shutil
from functools import lru_cache
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection

from baliportal.catalogue.kinds import all_kinds
from baliportal.search.index.sync import _index_in, catch_up
from baliportal.search.results import facet_labels
from baliportal.search.thesaurus import loader as thesaurus_loader
from baliportal.search.thesaurus.thesaurus import Thesaurus
from baliportal.starter.load import load

from . import starter_database
from .append_only import lift

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# No test is timed: on a machine with other work any of them may take long once.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

#: Test modules that run on SQLite only: with the same rows they behave alike on any database. The queries that select
#: and write rows are tested on PostgreSQL by the other modules.
SAME_ON_ANY_DATABASE = {
    "accounts": [
        "account", "account_administration", "accounts", "first_administrator", "lockout", "own_state_history",
        "permission_table", "permissions", "recovery_codes", "sessions", "sign_in",
    ],
    "admin": ["newer_version", "save_messages"],
    "editorial": [
        "guidance", "moving", "presence", "preview", "three_way", "verification",
        "verification_seen",
    ],
    "imports": ["batch_pages", "batch_permissions", "bulk_edits", "encodings", "list_exports", "workbooks"],
    "members": ["map"],
    "search": ["quality", "spelling", "suggest", "wider"],
    "site": [
        "about_sheet", "csv", "facts", "help", "page_cache", "query_counts", "read_by_libreoffice", "read_by_others",
        "record_pages", "search_answers", "unpublished", "why", "xlsx",
    ],
    "starter": ["bad_rows"],
}  # fmt: skip


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL select the tests that may differ from SQLite: orders, comparisons, types, locks, hand-written SQL.

    Tests without a database, tests that are the same on any, and browser tests run on SQLite only. Of a parametrised
    test the first and the last case run on PostgreSQL.
    """
    if settings.DATABASES["default"]["ENGINE"].endswith(".postgresql"):
        selected = set(_first_and_last_cases([item for item in items if _may_differ(item)]))
        config.hook.pytest_deselected(items=[item for item in items if item not in selected])
        items[:] = [item for item in items if item in selected]
    # Browsers last: the loop that drives one goes on running in the thread of the tests.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def _may_differ(item):
    uses_database = "db" in item.fixturenames or item.get_closest_marker("django_db")
    same = SAME_ON_ANY_DATABASE.get(item.path.parent.name, [])
    return uses_database and not item.get_closest_marker("browser") and item.path.stem.removeprefix("test_") not in same


def _first_and_last_cases(items):
    """The first and the last case of each test."""
    cases = {}
    for item in items:
        cases.setdefault((item.path, item.parent.name, getattr(item, "originalname", item.name)), []).append(item)
    for items_of_test in cases.values():
        yield from (items_of_test[0], items_of_test[-1])


@pytest.fixture(scope="session")
def starter_cache(request):
    """The database and the index of the starter content, for the processes of this run and of later ones."""
    return starter_database.Cache(request.config.cache.mkdir("starter-content"))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, starter_cache):
    """True where the test database is there already, made of the same code and content."""
    return starter_cache.copy_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker, starter_cache):
    """The starter content is in the database of every test; tests that commit (transaction=True) ask for `starter`."""
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            load()
            lift(connection)
        starter_database.back_up()
        if connection.vendor == "sqlite" and not django_db_keepdb:
            starter_cache.store_database()


@pytest.fixture
def starter(transactional_db):
    """The starter content for a test that commits."""
    starter_database.restore()
    cache.clear()


@pytest.fixture(scope="session")
def starter_index(django_db_setup, django_db_blocker, starter_cache, tmp_path_factory):
    """An index of the starter content, made once."""
    from django.test import override_settings

    def build(directory):
        with django_db_blocker.unblock(), override_settings(INDEX_ROOT=directory):
            catch_up()

    if connection.vendor == "sqlite":
        return starter_cache.index_of(build)
    directory = tmp_path_factory.mktemp("starter-index")  # of this process's database, which has keys of its own
    build(directory)
    return directory


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path, request, monkeypatch):
    """Index and directories of each test's own, empty caches, and a fast password hasher.

    No other thread sees the rows of a test's transaction, so background threads run at once in the test's own.
    """
    monkeypatch.setattr("baliportal.search.index.sync.in_background", lambda act: act())
    monkeypatch.setattr("baliportal.exports.delivery.streaming_file.run_in_thread", lambda act, name: act())
    cache.clear()  # what a test takes back, numbers of the journal too, the next one uses again
    facet_labels.clear_cache()
    thesaurus_loader.clear_cache()  # the thesaurus likewise: it is read again, and built again only where the words are others
    monkeypatch.setattr("baliportal.search.thesaurus.loader.Thesaurus", lambda concepts: _thesaurus(tuple(concepts)))
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXPORTS_ROOT = tmp_path / "exports"
    settings.REPORTS_ROOT = tmp_path / "reports"
    settings.INDEX_ROOT = tmp_path / "index"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if _finds_starter_content(request):
        shutil.copytree(request.getfixturevalue("starter_index"), settings.INDEX_ROOT)
    yield
    _index_in.cache_clear()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all browser tests of this process; each test opens a context of its own in it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Django takes Playwright's loop for one of ours
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def _finds_starter_content(request):
    """True where a test's database holds the starter content, whose index is copied: building it takes 1.5 s."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    uses_database = "db" in request.fixturenames or marker
    return "starter" in request.fixturenames or (uses_database and not commits)


@lru_cache(maxsize=8)
def _thesaurus(concepts):
    """A cached thesaurus, which is immutable and takes 0.2 s to build."""
    return Thesaurus(concepts)


BATCHES = ("add_batch", "view_batch")


def _person(django_user_model, name, *permissions, **flags):
    user = django_user_model.objects.create_user(name, f"{name}@example.org", "bali-process-2002", **flags)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


@pytest.fixture
def putri(db, django_user_model):
    """An editor of the secretariat: changes records, submits them, publishes nothing."""
    edits = [f"{act}_{model}" for act in ("add", "change", "view") for model in _models()]
    return _person(django_user_model, "putri", *edits, *BATCHES, "all_states", "submit_entry", is_staff=True)


@pytest.fixture
def rahul(db, django_user_model):
    """A reviewer: reads everything in the back office and returns what is not ready."""
    reads = [f"view_{model}" for model in _models()]
    return _person(django_user_model, "rahul", *reads, "view_batch", "all_states", "submit_entry", is_staff=True)


@pytest.fixture
def ana(db, django_user_model):
    """Publishes and withdraws."""
    edits = [f"{act}_{model}" for act in ("add", "change", "view", "delete") for model in _models()]
    return _person(
        django_user_model, "ana", *edits, *BATCHES, "all_states", "submit_entry", "publish_entry", "withdraw_entry", is_staff=True
    )  # fmt: skip


@pytest.fixture
def tomasi(db, django_user_model):
    """An official of one member state, signed in, with no rights in the back office."""
    return _person(django_user_model, "tomasi")


@pytest.fixture
def vera(client):
    """A visitor's browser."""
    return client


def _models():
    kinds = [kind.model._meta.model_name for kind in all_kinds()]
    return [*kinds, "series", "coveragecheck", "topic", "country", "entry", "change", "proposal", "scheduledmove"]
