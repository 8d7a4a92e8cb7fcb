"""ETags, manifests and printed addresses follow the public number and the public address in the settings."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import JournalHead
from baliportal.catalogue.publishing import Status, move
from baliportal.reports.registry import REPORTS
from legislation.models import Law

from ..sampling import sample

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
RECORD = "/legislation/my-act-670-2007/"


def test_the_public_address_is_the_one_in_the_settings_whatever_host_was_asked(vera, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://portal.example", ["*"]
    for path in ("/legislation/", RECORD, "/legislation.manifest.json", "/search/suggest-words.json?q=malay",
                 "/opensearch.xml", "/reports/members/", "/download/search/", f"{RECORD[:-1]}.csv", "/robots.txt"):  # fmt: skip
        first, second = (vera.get(path, headers={"host": host}) for host in ("inner.example", "10.0.0.5"))
        content = first.getvalue().decode()
        assert content == second.getvalue().decode()
        assert first.headers.get("ETag") == second.headers.get("ETag")
        assert "https://portal.example" in content
        assert "inner.example" not in content


def test_a_hidden_draft_that_is_saved_moves_no_tag_no_manifest_and_no_page(vera):
    draft = Law.objects.create(title="A law nobody may see yet", type="act")
    paths = ["/", "/search/?q=law", RECORD, "/legislation.csv", "/reports/legislation-register/"]
    vera.get("/search/?q=anything")  # the index catches up
    tags = {path: vera.get(path).headers["ETag"] for path in paths}
    manifest = vera.get("/legislation.manifest.json").json()
    number = JournalHead.current()
    Law.objects.filter(pk=draft.pk).update(summary="Work goes on")
    assert JournalHead.current() == number + 1
    vera.get("/search/?q=anything+else")
    assert {path: vera.get(path).headers["ETag"] for path in paths} == tags
    assert vera.get("/legislation.manifest.json").json() == manifest
    move(draft, to=Status.PUBLISHED, by=SYSTEM)
    vera.get("/search/?q=anything+else")
    assert {path for path in paths if vera.get(path).headers["ETag"] == tags[path]} == set()


def test_a_search_asks_once_how_far_the_journal_goes(vera):
    vera.get("/search/?q=law")
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        vera.get("/search/?q=law&country=MY")
    assert sum("catalogue_journalhead" in query["sql"] for query in queries) == 1


@pytest.mark.sampled
def test_reports_for_everybody_are_cached_by_their_own_filters(vera):
    asked = sample(REPORTS, one_in=2)
    assert [report.name for report in asked if "ETag" not in vera.get(f"{report.url}?utm=1").headers] == []
