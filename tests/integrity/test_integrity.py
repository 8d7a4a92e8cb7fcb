"""Page, search, files, feed and sitemap hold what the database publishes, and the page says so; a fault turns it red."""

import shutil

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import RequestFactory

from baliportal.catalogue.kinds import named
from baliportal.integrity.comparison import compare
from baliportal.integrity.own_answers import OwnAnswers
from baliportal.search.index.sync import catch_up, get_index
from tests.site.conftest import empty_portal  # noqa: F401 - a fixture
from tests.site.neighbours import published
from tests.staff import person  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
OUTLETS = ["Page", "Search", "Search index", "CSV", "JSON", "Feed", "Sitemap"]


@pytest.fixture
def records(empty_portal):  # noqa: F811
    seen = published()
    catch_up()
    return seen


def differing(kind="law"):
    """{outlet: (what the page says, titles that it names)} of a kind, asked anew."""
    cache.clear()
    outcome = compare(named(kind), OwnAnswers(RequestFactory().get("/")))
    return {each.outlet: (each.problem, [entry.title for entry in each.named]) for each in outcome.differing}


def test_everything_agrees_on_every_kind(records, client, person):  # noqa: F811
    client.force_login(person("Auditor"))
    response = client.get("/admin/integrity/")
    assert "Everything agrees." in response.content.decode()
    assert [(row.kind.name, row.total, row.differing) for row in response.context["kinds"]] == [
        (kind, 1, []) for kind in records
    ]
    assert [each.outlet for each in response.context["kinds"][0].outcomes] == OUTLETS
    assert {each.total for row in response.context["kinds"] for each in row.outcomes} == {1}


@pytest.mark.parametrize(
    ("role", "status"),
    [("Auditor", 200), ("Administrator", 200), ("Publisher", 403), ("Editor", 403), ("Contributor", 403)],
)
def test_auditors_and_administrators_see_the_page(client, person, monkeypatch, role, status):  # noqa: F811
    monkeypatch.setattr("baliportal.integrity.views.compare_all", lambda answers: [])
    client.force_login(person(role))
    assert client.get("/admin/integrity/").status_code == status


def test_visitors_are_led_to_the_sign_in(client):
    response = client.get("/admin/integrity/")
    assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/admin/integrity/")


def test_a_record_that_the_index_lost_is_named(records):
    index = get_index()
    position = index.position
    index.apply([], [records["law"].public_id], position.number, fingerprint=position.fingerprint)
    lost = ("It lacks 1.", [records["law"].title])
    told = differing()
    assert told["Search index"] == told["CSV"] == told["JSON"] == lost
    assert told["Page"] == told["Search"] == ("It says 0, not 1.", [])
    assert set(told) == {"Page", "Search", "Search index", "CSV", "JSON"}  # feed and sitemap read the database


@pytest.mark.parametrize("altered", [b"another law\r\n", b"\xff\xfe"])
def test_a_stored_file_that_was_altered_is_named(records, altered):
    assert differing() == {}
    for path in _stored_files():
        path.write_bytes(path.read_bytes() + altered)
    assert differing() == {
        "CSV": ("/legislation.csv is not the file that its manifest names: its SHA-256 is another.", []),
        "JSON": ("/legislation.jsonl is not the file that its manifest names: its SHA-256 is another.", []),
    }
    shutil.rmtree(settings.EXPORTS_ROOT)
    assert differing() == {}


def _stored_files():
    return list(settings.EXPORTS_ROOT.glob("*.data"))
