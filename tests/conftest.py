"""Fixtures of all tests: the starter content, an index of each test's own, and the cast.

Putri edits, Rahul reviews, Ana publishes, Tomasi is an official of one member state, Vera visits and must never see
what is not published.
"""

import json
import os
from functools import lru_cache
from pathlib import Path

import hypothesis
import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection, connections
from django.template import Template
from django.test import TransactionTestCase
from django.utils.module_loading import import_string

from baliportal.accounts.sign_in import recovery_codes
from baliportal.catalogue import country_pages, portal_settings
from baliportal.catalogue.kinds import all_kinds
from baliportal.last_known_version import LastKnownVersion
from baliportal.search.answers import answering
from baliportal.search.index.sync import _index_in, catch_up
from baliportal.search.results import facet_labels
from baliportal.search.thesaurus import loader as thesaurus_loader
from baliportal.search.thesaurus.thesaurus import Thesaurus
from baliportal.starter.load import load
from members import country_groups, profile
from members.help_lines import shown_lines

from . import starter_database
from .append_only import lift
from .sampling import examples
from .selection import pytest_collection_finish, pytest_collection_modifyitems, pytest_report_header  # noqa: F401 - hooks

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# No test is timed: on a machine with other work any of them may take long once. Where the answer decides whether a
# change lands, the same code gives the same answer; anywhere else each run tries other examples.
hypothesis.settings.register_profile(
    "untimed", deadline=None, max_examples=examples(100), derandomize=os.environ.get("CI") == "true"
)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def starter_cache(request):
    """The database and the index of the starter content, for the processes of this run and of later ones."""
    return starter_database.Cache(request.config.cache.mkdir("starter-content"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Nobody cuts the power of a test: without syncing, a commit of SQLite takes a tenth of a millisecond, not seven."""
    options = connections.settings["default"].get("OPTIONS", {})
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, django_db_blocker, starter_cache):
    """True where the test database is there already, made of the same code and content."""
    with django_db_blocker.unblock():
        return starter_cache.copy_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker, starter_cache):
    """The starter content is in the database of every test; tests that commit (transaction=True) ask for `starter`."""
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            starter_cache.store_empty()
            if not starter_cache.copy_rows():
                load()
            lift(connection)
            starter_cache.store_database()
        starter_database.back_up()


@pytest.fixture(scope="session", autouse=True)
def _tests_that_commit_find_no_content():
    """Begin and end each test that commits with the empty database, without Django's slow `flush`.

    The first of them would find the starter content otherwise.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(lambda cls: starter_database.begin_empty()))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: starter_database.end_empty())
        yield


@pytest.fixture
def starter(transactional_db):
    """The starter content for a test that commits."""
    starter_database.restore(starter_database.STARTER)
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _widgets_are_not_recorded(django_test_environment):
    """The test client records each template with its context; of the 300 widgets of a form that takes a tenth."""
    recorded = Template._render

    def render(template, context):
        is_widget = (template.name or "").startswith("django/forms/")
        return template.nodelist.render(context) if is_widget else recorded(template, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session")
def starter_index(django_db_setup, django_db_blocker, starter_cache, tmp_path_factory):
    """An index of the starter content, made once."""
    from django.test import override_settings

    def build(directory):
        with django_db_blocker.unblock(), override_settings(INDEX_ROOT=directory):
            catch_up()

    if starter_cache.has_rows_of_sqlite():
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
    monkeypatch.setattr("baliportal.files.texts.in_background", lambda act: act())
    monkeypatch.setattr("baliportal.imports.child_rows.stream_limited", _stream_in_this_process)
    monkeypatch.setattr("baliportal.imports.archives.zip_archive.stream_limited", _stream_in_this_process)
    monkeypatch.setattr("baliportal.page_cache.last_known", LastKnownVersion())
    monkeypatch.setattr("baliportal.last_known_version.in_background", lambda act: None)
    cache.clear()  # what a test takes back, numbers of the journal too, the next one uses again
    facet_labels.clear_cache()
    country_pages.clear_cache()
    profile.clear_cache()
    country_groups.clear_cache()
    shown_lines.clear_cache()
    portal_settings.clear_cache()
    answering.clear_cache()
    thesaurus_loader.clear_cache()  # the thesaurus likewise: it is read again, and built again only where the words are others
    monkeypatch.setattr(
        "baliportal.search.thesaurus.loader.Thesaurus",
        lambda concepts, groups: _thesaurus(tuple(concepts), tuple(groups.items())),
    )
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXPORTS_ROOT = tmp_path / "exports"
    settings.REPORTS_ROOT = tmp_path / "reports"
    settings.PICTURES_ROOT = tmp_path / "pictures"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.INDEX_ROOT = tmp_path / "index"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setitem(recovery_codes.COST, "n", 2)  # 85 ms for each of ten codes otherwise
    if _finds_starter_content(request):
        starter_database.copy_index(request.getfixturevalue("starter_index"), settings.INDEX_ROOT)
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
def _thesaurus(concepts, groups):
    """A cached thesaurus, which is immutable and takes 0.2 s to build."""
    return Thesaurus(concepts, dict(groups))


def _stream_in_this_process(function, *args, file, limits):
    """Yield what the child process of a table or a ZIP would; to start one takes 0.3 s. See test_hostile_workbooks."""
    file.seek(0)
    for item in import_string(function)(file, *json.loads(json.dumps(args))):
        yield json.loads(json.dumps(item))


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
    words = ["series", "coveragecheck", "topic", "country", "countrygroup"]
    return [*kinds, *words, "entry", "change", "proposal", "scheduledmove", "feedback", "newerstartervalue"]
