"""A kind that nothing outside its app names, walked through everything that the portal does with a kind.

Run by tests/system/test_toy_kind.py in a process of its own, as settings and addresses are read once in each.
"""

import datetime
import io
import json

import openpyxl
import pytest
from django.urls import reverse

from baliportal.catalogue.journal import history
from baliportal.catalogue.models import Change, Country, Entry
from baliportal.catalogue.publishing import MoveRefused, Status, move
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.editorial.desk.queues import queue_named
from baliportal.editorial.models import Proposal
from baliportal.editorial.proposals import accept
from baliportal.editorial.verification import verify
from baliportal.quality.findings import with_finding
from baliportal.quality.indexer import update_findings
from baliportal.quality.score import quality_of
from baliportal.search.index.projection import documents
from members.models import Organisation

from ..editorial.conftest import person, record  # noqa: F401
from ..editorial.desk_work import brought, edited, outcomes, taken_out, undone, written
from ..editorial.form import change_url, send
from .models import Campaign

pytestmark = pytest.mark.django_db
LIST_FORMATS = ("csv", "xlsx", "json", "jsonl", "bib", "ris", "csl.json")


@pytest.fixture
def campaign(record):  # noqa: F811
    """A published campaign of Fiji that goes to Tonga."""
    campaign = record(
        "Zebra crossing", model=Campaign, status=Status.PUBLISHED, slogan="Know before you go", type="poster",
        date="2026-03", summary="It warns.", state="running", sponsor=Organisation.objects.get(slug="iom"),
    )  # fmt: skip
    campaign.stops.create(country=Country.objects.get(code="TO"), note="In all ports")
    return campaign


def fresh(campaign):
    return Campaign.objects.get(pk=campaign.pk)


# For visitors


@pytest.mark.parametrize("address", [
    "/toy-campaigns/", "/toy-campaigns/?q=zebra", "/toy-campaigns/?country=TO", "/toy-campaigns/?type=poster",
    "/search/?q=zebra", "/search/?kind=campaign", "/search/?q=know+before+you+go", "/search/?q=zebra+tonga",
])  # fmt: skip
def test_it_stands_in_lists_and_is_found_by_its_words_and_facets(client, starter_index, campaign, address):
    assert "/toy-campaigns/zebra-crossing/" in client.get(address).content.decode()


def test_it_is_in_the_menu_the_sitemap_and_the_suggestions(client, starter_index, campaign):
    assert 'href="/toy-campaigns/"' in client.get("/").content.decode()
    assert "/toy-campaigns/zebra-crossing/" in client.get("/sitemap-toy-campaigns.xml").content.decode()
    assert "Zebra crossing" in client.get("/search/suggest.json?q=zebr").content.decode()


def test_its_page_shows_facts_rows_relations_and_downloads(client, starter_index, campaign):
    Campaign.objects.create(title="Lion watch", sponsor=campaign.sponsor, status=Status.PUBLISHED)
    page = client.get("/toy-campaigns/zebra-crossing/").content.decode()
    for words in ("Know before you go", "Poster campaign", "In all ports", "Lion watch", "Not yet verified"):
        assert words in page
    assert client.get(f"/e/{campaign.public_id}/")["Location"] == "/toy-campaigns/zebra-crossing/"
    apply_record(fresh(campaign), {"state": "over"})
    assert "Over." in client.get("/toy-campaigns/zebra-crossing/").content.decode()


@pytest.mark.parametrize("suffix", LIST_FORMATS)
@pytest.mark.parametrize("stem", ["/toy-campaigns", "/toy-campaigns/zebra-crossing", "/search"])
def test_every_format_hands_it_out(client, starter_index, campaign, stem, suffix):
    response = client.get(f"{stem}.{suffix}")
    content = response.getvalue()
    assert response.status_code == 200
    if suffix == "xlsx":
        content = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.values)).encode()
    assert b"Zebra crossing" in content


def test_manifests_and_the_page_of_choices_tell_of_its_columns(client, starter_index, campaign):
    for address in ("/toy-campaigns.manifest.json", "/toy-campaigns.csv.manifest.json"):
        manifest = json.loads(client.get(address).getvalue())
        assert "slogan" in [field["name"] for field in manifest["resources"][0]["schema"]["fields"]]
    assert "Slogan" in client.get("/download/toy-campaigns/").content.decode()


def test_it_is_cited_and_ranked_as_it_says_itself(client, starter_index, campaign):
    [item] = json.loads(client.get("/toy-campaigns.csl.json").getvalue())
    assert (item["type"], item["collection-title"]) == ("graphic", "Know before you go")
    standing = {"running": 1.0, "over": 0.0}
    for state, expected in standing.items():
        apply_record(fresh(campaign), {"state": state})
        assert next(documents([campaign.pk])).standing == expected
    apply_record(fresh(campaign), {"state": "running", "slogan": ""})
    assert next(documents([campaign.pk])).standing == 0.5


def test_the_reports_on_records_of_every_kind_count_it(client, starter_index, campaign):
    Campaign.objects.create(title="Lion watch", date="2026", status=Status.PUBLISHED)
    text = client.get("/reports/gaps.csv?kind=campaign&missing=sponsor").getvalue().decode()
    assert "Lion watch" in text
    assert "Zebra crossing" not in text
    assert "Campaign" in client.get("/reports/freshness.csv?kind=campaign").getvalue().decode()


# In the back office

#: The status of the answer to each role: list, form to add, form of a draft, page to delete it, spreadsheet.
ADMIN = {
    "Contributor": (200, 403, 200, 403, 403),
    "Editor": (200, 200, 200, 403, 200),
    "Publisher": (200, 200, 200, 200, 200),
    "Administrator": (200, 200, 200, 200, 200),
    "Auditor": (200, 403, 200, 403, 403),
}
#: Who may save the form of a draft: the kind says that contributors do not edit it.
SAVES = {"Contributor": False, "Editor": True, "Publisher": True, "Administrator": True, "Auditor": False}


@pytest.mark.parametrize("role", ADMIN)
def test_every_role_may_do_in_the_admin_what_the_kind_says(client, person, record, role):  # noqa: F811
    draft = record("Lion watch", model=Campaign)
    client.force_login(person(role))
    addresses = [
        reverse("admin:toykind_campaign_changelist"), reverse("admin:toykind_campaign_add"), change_url(draft),
        change_url(draft, "delete"), reverse("admin:toykind_campaign_import"),
    ]  # fmt: skip
    assert tuple(client.get(address).status_code for address in addresses) == ADMIN[role]
    for act in ("preview", "history") if role != "Contributor" else ("preview",):
        assert client.get(change_url(draft, act)).status_code == 200
    if SAVES[role]:
        assert send(client, draft, slogan="Look out").status_code == 302
    else:
        assert client.post(change_url(draft), {"title": "Taken over"}).status_code == 403
    assert fresh(draft).slogan == ("Look out" if SAVES[role] else "")


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_a_new_one_is_written_in_the_form(client, person, role):  # noqa: F811
    client.force_login(person(role))
    rows = {"stops-TOTAL_FORMS": 1, "stops-INITIAL_FORMS": 0, "stops-0-country": Country.objects.get(code="FJ").pk}
    data = {"title": "Lion watch", "visibility": "public", "type": "radio", "slogan": "Roar", **rows}
    assert client.post(reverse("admin:toykind_campaign_add"), data).status_code == 302
    assert [row["country"] for row in to_record(Campaign.objects.get(title="Lion watch"))["stops"]] == ["FJ"]


def test_a_check_falls_due_after_its_months_and_lapses_with_its_facts(campaign, ana):
    verify(campaign, by=ana, role="legal officer", on=datetime.date(2026, 1, 31))
    assert str(fresh(campaign).verification_due) == "2026-10-31"
    apply_record(fresh(campaign), {"slogan": "Look out"})
    update_findings()
    assert fresh(campaign).verification_lapsed_on
    assert queue_named("overdue").rows(Entry.objects.filter(pk=campaign.pk), ana).exists()


def test_the_page_of_verification_works(client, campaign, person):  # noqa: F811
    client.force_login(person("Publisher"))
    assert client.get(change_url(campaign, "verify")).status_code == 200
    client.post(change_url(campaign, "verify"), {"role": "legal officer"})
    assert fresh(campaign).verified_by == "legal officer"


def test_its_quality_checks_find_count_and_block(client, campaign, record, person):  # noqa: F811
    assert "no-slogan" not in {check.name for check in quality_of(campaign).findings}
    draft = record("Lion watch", model=Campaign)
    update_findings()
    assert with_finding(Entry.objects.filter(pk=draft.pk), "no-slogan").exists()
    publisher = person("Publisher")
    with pytest.raises(MoveRefused, match="No slogan"):
        move(draft, to=Status.PUBLISHED, by=publisher)
    client.force_login(publisher)
    assert "No slogan" in client.get("/admin/reports/data-quality.csv?kind=campaign").getvalue().decode()


def test_a_spreadsheet_adds_changes_and_is_undone(record, person):  # noqa: F811
    editor = person("Editor")
    one, two = (record(title, model=Campaign, slogan="Roar") for title in ("Lion watch", "Tiger watch"))
    content = taken_out("campaign", [one.pk, two.pk])
    changes = {(0, "slogan"): "Look out", (1, "id"): "", (1, "version"): "", (1, "slug"): "", (1, "title"): "Owl watch"}
    batch = brought("campaign", edited(content, changes), editor, name="campaigns.csv")
    assert outcomes(batch) == {"changed": 1, "added": 1}
    assert written(batch, editor) == 2
    assert fresh(one).slogan == "Look out"
    assert Campaign.objects.filter(title="Owl watch").exists()
    done, left = undone(batch, editor)
    assert (done, left, fresh(one).slogan) == (2, [], "Roar")


def test_an_edit_of_what_is_published_is_proposed_and_accepted(client, campaign, person):  # noqa: F811
    client.force_login(person("Editor"))
    assert send(client, campaign, slogan="Look out").status_code == 302
    assert fresh(campaign).slogan == "Know before you go"
    accept(Proposal.objects.get(entry=campaign.pk), by=person("Publisher"))
    assert fresh(campaign).slogan == "Look out"


def test_its_history_is_kept_shown_reverted_and_restored(client, campaign, person):  # noqa: F811
    publisher = person("Publisher")
    before = Change.objects.of(campaign).first()
    apply_record(fresh(campaign), {"slogan": "Look out", "stops": []})
    client.force_login(publisher)
    assert "Slogan" in client.get(change_url(campaign, "history")).content.decode()
    history.revert(fresh(campaign), to=before, by=publisher)
    assert to_record(fresh(campaign)) == before.record
    fresh(campaign).delete()
    back = history.restore(Change.objects.of(campaign).first(), by=publisher)
    assert to_record(fresh(back)) == before.record | {"status": "draft"}
