"""While database, disk or cache are out of order, what can be shown is shown and the rest is 503 in plain words."""

import errno
import sqlite3

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory

from baliportal import last_known_version, redis_cache
from baliportal.catalogue.journal.head import Head
from baliportal.catalogue.journal.position import JournalPosition
from baliportal.catalogue.models import JournalHead
from baliportal.outages import BUSY, DATABASE_AWAY, DISK_FULL, outage_of, outage_response

NO_SERVER = "redis://127.0.0.1:1/0"  # nothing listens on this port


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def database():
    """A switch: `away()` and `back()`."""

    class Switch:
        def away(self):
            def refuse(*_, **__):
                raise OperationalError("password=hidden")

            self.patch = pytest.MonkeyPatch()
            self.patch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
            self.patch.setattr("django.db.backends.base.base.BaseDatabaseWrapper._cursor", refuse)

        def back(self):
            self.patch.undo()

    switch = Switch()
    yield switch
    if hasattr(switch, "patch"):
        switch.patch.undo()


@pytest.mark.django_db
def test_kept_pages_are_served_while_the_database_is_away_and_the_rest_when_it_is_back(visitor, database, monkeypatch):
    kept = visitor.get("/about/")
    database.away()
    again = visitor.get("/about/")
    assert (again.status_code, again.content) == (200, kept.content)
    assert visitor.get("/about/", headers={"If-None-Match": kept["ETag"]}).status_code == 304
    missing = visitor.get("/topics/")
    assert (missing.status_code, missing["Retry-After"], missing["Cache-Control"]) == (503, "30", "no-store")
    monkeypatch.setattr(last_known_version, "MAX_AGE", -1)
    assert visitor.get("/about/").status_code == 503
    database.back()
    monkeypatch.setattr("baliportal.page_cache.last_known", last_known_version.LastKnownVersion())
    assert visitor.get("/topics/").status_code == 200


@pytest.mark.django_db
def test_a_page_of_an_older_public_number_is_not_served_while_the_database_is_away(visitor, database):
    visitor.get("/about/")
    JournalHead.move_public()
    visitor.get("/topics/")
    database.away()
    assert (visitor.get("/topics/").status_code, visitor.get("/about/").status_code) == (200, 503)


def test_a_database_that_does_not_answer_is_asked_by_no_visitor_until_it_is_back(monkeypatch):
    questions, answers, last_known = [], [OperationalError("away")], last_known_version.LastKnownVersion()
    monkeypatch.setattr(last_known_version, "in_background", questions.append)
    monkeypatch.setattr(last_known_version, "discard_dead_connections", lambda: None)

    def newest_head():
        asked.append(1)
        if isinstance(answers[-1], Exception):
            raise answers[-1]
        return answers[-1]

    asked = []
    for _ in range(3):
        with pytest.raises(OperationalError):
            last_known.ask(newest_head)
    assert (len(asked), len(questions)) == (1, 1)
    questions.pop()()
    with pytest.raises(OperationalError):
        last_known.ask(newest_head)
    answers.append(Head(JournalPosition(8, 88), 5, 55))
    last_known._try(newest_head)
    assert last_known.ask(newest_head) == answers[-1]
    assert last_known.version == "5-37"


@pytest.mark.django_db
@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("address", ["/legislation.csv", "/legislation.xlsx", "/legislation.manifest.json"])
def test_a_file_that_cannot_be_written_is_503_in_words(visitor, monkeypatch, address, problem):
    class FullDisk:
        def open(self, *_, **__):
            raise OSError(problem, "no room")

    monkeypatch.setattr("baliportal.exports.delivery.export_cache.ExportCache.new_part", lambda *_: FullDisk())
    response = visitor.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response.content.decode() == (
        "The portal is not available at the moment. Its disk is full or cannot be written to. Most pages can still be "
        "read; somebody must make room.\n"
    )


def sqlite_error(path, case):
    """A real error of SQLite."""
    first = sqlite3.connect(path, isolation_level=None)
    first.execute("CREATE TABLE kept (words)")
    if case == "full":
        first.execute("PRAGMA max_page_count = 2")
    if case == "locked":
        first.execute("BEGIN IMMEDIATE")
    second = sqlite3.connect(f"file:{path}?mode=ro" if case == "read-only" else path, uri=True, timeout=0)
    with pytest.raises(sqlite3.OperationalError) as caught:
        (first if case == "full" else second).execute("INSERT INTO kept VALUES (?)", ["x" * 100_000])
    first.close()
    second.close()
    return caught.value


@pytest.mark.parametrize(("case", "outage"), [("full", DISK_FULL), ("read-only", DISK_FULL), ("locked", BUSY)])
def test_an_error_of_sqlite_tells_its_outage(tmp_path, case, outage):
    problem = OperationalError("as Django raises it")
    problem.__cause__ = sqlite_error(tmp_path / "database", case)
    assert outage_of(problem) == outage


@pytest.mark.parametrize(
    ("problem", "outage"),
    [
        (OperationalError("connection refused"), DATABASE_AWAY),
        (InterfaceError("connection already closed"), DATABASE_AWAY),
        (OSError(errno.ENOSPC, "No space left on device"), DISK_FULL),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (PermissionDenied(), None),
        (ValueError(), None),
        (None, None),
    ],
)
def test_an_error_of_the_program_is_no_outage(problem, outage):
    assert outage_of(problem) == outage


def test_what_was_typed_comes_back_in_the_page_to_be_sent_again():
    typed = {"title": 'A <b>law</b> & "more"', "topics": ["1", "2"], "csrfmiddlewaretoken": "abc"}
    page = outage_response(RequestFactory().post("/admin/legislation/law/add/?_popup=1", typed), BUSY).content.decode()
    assert '<form method="post" action="/admin/legislation/law/add/?_popup=1">' in page
    assert 'name="title" hidden>\nA &lt;b&gt;law&lt;/b&gt; &amp; &quot;more&quot;</textarea>' in page
    assert page.count('name="topics" hidden') == 2
    assert 'name="csrfmiddlewaretoken" hidden>\nabc<' in page


@pytest.mark.parametrize("secret", ["password", "new_password1", "code", "otp_token"])
def test_no_page_holds_a_password(secret):
    page = outage_response(RequestFactory().post("/admin/login/", {"username": "putri", secret: "geheim"}), DISK_FULL)
    assert (b"geheim" in page.content, b"<form" in page.content, page["Retry-After"]) == (False, False, "60")


@pytest.mark.django_db
def test_without_its_cache_server_the_portal_serves_and_is_not_ready(visitor, settings, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": "baliportal.redis_cache.OptionalRedisCache", "LOCATION": NO_SERVER}}
    monkeypatch.setattr(redis_cache, "backoff", redis_cache.Backoff(60))
    assert [visitor.get("/about/").status_code for _ in range(2)] == [200, 200]
    ready = visitor.get("/readyz")
    assert (ready.status_code, b"cache: FAILED, a value that was stored does not come back" in ready.content) == (
        503,
        True,
    )
    cache = caches["default"]
    assert (cache.add("a", 1), cache.get("a", "none"), cache.get_many(["a"]), "a" in cache) == (True, "none", {}, False)
