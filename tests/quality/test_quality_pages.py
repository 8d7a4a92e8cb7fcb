"""Quality in the admin: score and findings on the form, and the report with its files."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from baliportal.quality.checks import INCOMPLETE, UNVERIFIED
from baliportal.quality.models import Finding
from baliportal.quality.score import quality_of
from legislation.models import Agreement, Law
from resources.models import Resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def test_the_form_shows_the_score_and_leads_to_the_fields(desk):
    law = Law.objects.create(title="An Act")
    page = desk.get(reverse("admin:legislation_law_change", args=[law.pk])).content.decode()
    assert f"{quality_of(law).score}</span> of 100" in page
    assert '<a href="#id_source_url">No source</a>' in page
    assert 'id="id_source_url"' in page


def test_saving_warns_with_words_and_a_link_to_the_field(desk):
    data = {"title": "AN ACT IN CAPITALS", "source_note": "The gazette", "visibility": "public"}
    rows = {
        f"{prefix}-{part}_FORMS": 0 for prefix in ("files", "relations", "provisions") for part in ("TOTAL", "INITIAL")
    }
    page = desk.post(reverse("admin:legislation_law_add"), data | rows, follow=True).content.decode()
    law = Law.objects.get(title="AN ACT IN CAPITALS")
    link = f"{reverse('admin:legislation_law_change', args=[law.pk])}#id_summary"
    assert f'<a href="{link}">No summary</a>: Write two or three neutral sentences' in page


def test_findings_are_shown_once_when_the_form_stays_open(desk):
    data = {"title": "AN ACT IN CAPITALS", "source_note": "The gazette", "visibility": "public", "_continue": "1"}
    rows = {
        f"{prefix}-{part}_FORMS": 0 for prefix in ("files", "relations", "provisions") for part in ("TOTAL", "INITIAL")
    }
    page = desk.post(reverse("admin:legislation_law_add"), data | rows, follow=True).content.decode()
    assert "things are to mend</a>: see “Quality” below." in page
    assert page.count("No summary</a>") == page.count('<ul id="to-mend">') == 1


def test_the_report_counts_what_its_links_list(desk):
    Resource.objects.create(title="A guide without an address")
    Agreement.objects.create(title="An agreement", type="bilateral")
    for query in ("", "?kind=agreement", "?kind=nonsense"):
        page = desk.get(reverse("admin:quality") + query)
        assert page.status_code == 200
        for row in page.context["rows"][:4]:
            assert desk.get(row["url"]).context["cl"].result_count == row["count"], row["check"].name


def test_the_report_as_a_file_has_a_line_for_every_finding_of_today(desk):
    Law.objects.create(title="=cmd|' /C calc'!A0")
    response = desk.get(reverse("admin:quality_file", args=["csv"]))
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    today = timezone.localdate()
    expected = (
        Finding.objects.filter(since__lte=today, until__gte=today)
        .exclude(check_name__in=[INCOMPLETE, UNVERIFIED])
        .count()
    )
    assert len(lines) == expected + 1
    assert any(",'=cmd|' /C calc'!A0," in line for line in lines)


def test_each_finding_leads_to_the_form_of_its_record_which_a_draft_has_too(desk):
    law = Law.objects.create(title="A draft Act")
    whole = b"".join(desk.get(reverse("admin:quality_file", args=["jsonl"])).streaming_content).decode()
    [found, *_] = [line for line in map(json.loads, whole.splitlines()) if line.get("id") == law.public_id]
    assert desk.get(found["page"], follow=True).context["original"] == law


def test_findings_are_handed_out_in_the_formats_of_rows_and_in_no_other(desk):
    page = desk.get(reverse("admin:quality"))
    assert {suffix for suffix, _ in page.context["files"]} >= {"csv", "json", "jsonl"}
    for url in (url for suffix, url in page.context["files"] if suffix in ("csv", "json", "jsonl")):
        whole = b"".join(desk.get(url, {"kind": "law"}).streaming_content)
        assert b"No legal status" in whole
        assert b"Nothing to read" not in whole  # which is asked of resources
    assert desk.get(reverse("admin:quality_file", args=["bib"])).status_code == 404


def test_the_report_is_for_those_who_may_see_the_entries(client, tomasi, django_user_model):
    stranger = django_user_model.objects.create_user("stranger", is_staff=True)
    for user, status in ((tomasi, 302), (stranger, 403)):
        client.force_login(user)
        assert client.get(reverse("admin:quality")).status_code == status
        assert client.get(reverse("admin:quality_file", args=["csv"])).status_code == status
