"""The index is disposable: no fault of it fails a save, a page or a start, and the next commit or rebuild mends it."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from baliportal.catalogue import kinds
from baliportal.catalogue.models import Change, JournalHead
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Text
from baliportal.search.index import projection, schema, sync, version, writer
from baliportal.search.index.index import Index, IndexWriteError
from baliportal.search.index.sync import _index_in, catch_up, get_index
from baliportal.search.query import search
from legislation.models import Law

from ..faults.oracle import differences
from .conftest import document


def published(**fields):
    return Law.objects.create(status=Status.PUBLISHED, **fields)


def failing_times(count, kind=OSError):
    """A commit that fails so many times, then goes on as before."""
    left = [count]
    whole = writer.checked

    def checked(act, *arguments):
        if getattr(act, "__name__", "") == "commit" and left[0]:
            left[0] -= 1
            return whole(raising, kind)
        return whole(act, *arguments)

    return checked


def raising(kind):
    raise kind("No space left on device")


class PanicException(BaseException):
    """As Rust code that panics appears in Python."""

    __module__ = "pyo3_runtime"


# What a killed commit leaves


def test_what_a_killed_commit_left_does_not_stop_the_next(filled):
    index = filled({"title": "one"}, {"title": "two"})
    current = index._storage.current()
    before = current.with_name("before")
    shutil.copytree(current, before)
    index.apply([], ["e1"], 2)
    for left in [*current.glob("*.del"), current / ".managed.json"]:
        shutil.copy(left, before)
    shutil.rmtree(current)
    before.rename(current)
    again = Index(index._storage.directory)
    assert again.number == 1
    assert again.apply([], ["e1"], 2)
    assert [hit.id for hit in search(again, "").hits] == ["e2"]


def test_every_failure_of_a_commit_is_an_index_write_error(filled, monkeypatch):
    index = filled({"title": "one"})
    for kind in (ValueError, RuntimeError, OSError, PanicException):
        monkeypatch.setattr(writer, "checked", failing_times(1, kind))
        with pytest.raises(IndexWriteError, match="No space left"):
            index.apply([document(2)], [], 2)
        assert index.number == 1
    monkeypatch.undo()
    assert index.apply([document(2)], [], 2)


# A fault is retried, then mended by a rebuild, and stops nobody


@pytest.mark.django_db
@pytest.mark.parametrize(("failures", "rebuilds"), [(1, 0), (2, 1)])
def test_a_commit_that_fails_is_tried_again_then_the_index_is_built_anew(
    starter_index, monkeypatch, failures, rebuilds
):
    built, rebuild = [], Index.rebuild
    monkeypatch.setattr(Index, "rebuild", lambda *a, **k: built.append(1) or rebuild(*a, **k))
    catch_up()
    law = published(title="The zebra act")
    monkeypatch.setattr(writer, "checked", failing_times(failures))
    catch_up()
    assert len(built) == rebuilds
    assert [hit.pk for hit in search(get_index(), "zebra").hits] == [law.pk]


UNWRITABLE = Path("/proc/sys/kernel")  # nobody can make a file there, not even root


@pytest.fixture
def unwritable(settings):
    settings.INDEX_ROOT = UNWRITABLE


@pytest.mark.django_db
def test_an_index_that_cannot_be_written_is_one_line_in_the_log(unwritable, caplog):
    catch_up()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "cannot be written" in caplog.records[-1].message


@pytest.mark.django_db
def test_pages_and_files_that_need_the_index_say_503_and_others_go_on(unwritable, vera):
    law = published(title="The zebra act")
    for address in ("/search/?q=zebra", "/legislation/", "/search.json?q=zebra"):
        answer = vera.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10"), address
    for address in (law.get_absolute_url(), "/", "/topics/", "/reports/", "/search/suggest.json?q=zebra"):
        assert vera.get(address).status_code == 200, address


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?sort=title", "?sort=oldest&topic=child-protection", "?country=MY&country=TH"])
def test_a_file_of_a_list_without_words_is_the_same_without_an_index(starter_index, settings, vera, query):
    whole = vera.get(f"/legislation.csv{query}").getvalue()
    assert whole.count(b"\n") > 2
    settings.INDEX_ROOT, settings.EXPORTS_ROOT = UNWRITABLE, settings.EXPORTS_ROOT / "other"
    answer = vera.get(f"/legislation.csv{query}")
    assert (answer.status_code, answer.getvalue()) == (200, whole)
    assert vera.get(f"/legislation.json{query}").status_code == 503


@pytest.mark.django_db
def test_nobody_waits_for_an_index_that_could_not_be_built_a_moment_ago(unwritable, vera, monkeypatch):
    catch_up()
    monkeypatch.setattr(sync, "catch_up", lambda: pytest.fail("tried again at once"))
    monkeypatch.setattr(sync.time, "sleep", lambda seconds: pytest.fail("waited"))
    assert vera.get("/search/?q=act").status_code == 503


@pytest.mark.django_db(transaction=True)
def test_a_save_succeeds_without_an_index(unwritable):
    published(title="The zebra act")
    assert Change.objects.filter(title="The zebra act").exists()


# Another history, another version


@pytest.mark.django_db
@pytest.mark.parametrize("further", [0, 1])
def test_an_index_of_another_journal_is_rebuilt(starter_index, further):
    """As after a restore: the journal goes on with other changes under the numbers that the index has read."""
    catch_up()
    number = JournalHead.current()
    get_index().apply([], [], number + 1, fingerprint=12345)
    laws = [published(title=f"The zebra act {n}") for n in range(1 + further)]
    assert JournalHead.current() == number + 1 + further
    assert sync.is_behind(get_index())
    catch_up()
    assert search(get_index(), "zebra").total == len(laws)
    assert differences() == []


@pytest.fixture
def forgetting_versions():
    """The version and the kinds are read anew, as in another process."""

    def forget():
        for each in (version.index_version, _index_in):
            each.cache_clear()

    yield forget
    forget()


def test_the_version_is_the_same_until_something_that_is_indexed_changes(forgetting_versions, monkeypatch):
    first = version.index_version()
    forgetting_versions()
    assert version.index_version() == first
    law = kinds.named("law")
    for change in ({"search": "text"}, {"facet": "topic"}, {"label": "Other"}, {"meaning": "Explained otherwise."}):
        fields = (*law.fields[:-1], replace(law.fields[-1], **change))
        forgetting_versions()
        monkeypatch.setattr(version, "all_kinds", lambda fields=fields: (replace(law, fields=fields),))
        changed = version.index_version()
        monkeypatch.setattr(version, "all_kinds", lambda: (law,))
        forgetting_versions()
        assert (changed != version.index_version()) == ("meaning" not in change), change


@pytest.mark.django_db
def test_a_column_that_is_to_be_searched_is_searched_after_the_next_start(
    starter_index, forgetting_versions, monkeypatch
):
    catch_up()
    law = published(title="An act", source_note="Seen in the okapi gazette")
    catch_up()
    assert search(get_index(), "okapi").total == 0
    column = SchemaField("source_words", "Source", Text(), "As it was seen.", attribute="source_note", search="text")
    form, fields = kinds.named("law"), kinds.named("law").fields
    object.__setattr__(form, "fields", (*fields, column))  # a schema is frozen: a release changes it
    try:
        forgetting_versions()
        catch_up()
        assert [hit.pk for hit in search(get_index(), "okapi").hits] == [law.pk]
    finally:
        object.__setattr__(form, "fields", fields)


def test_every_module_that_decides_what_is_indexed_is_in_the_version():
    needed, new = set(), {projection, schema}
    while new:
        needed |= new
        new = {each for module in new for each in _imports(module)} - needed
    assert needed - set(version.SOURCES) == set()


def _imports(module):
    """The modules of the search package that a module takes something from."""
    names = {getattr(each, "__module__", None) or getattr(each, "__name__", "") for each in vars(module).values()}
    return {sys.modules[name] for name in names if str(name).startswith("baliportal.search.")}
