"""Kept files of saved reports: made as a download, compared with today, refused when they can be made no more."""

import hashlib

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.models import JournalHead
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from baliportal.reports.models import KeptReport, SavedReport
from baliportal.reports.report_changes import Differences
from baliportal.reports.snapshots import NotMade, file_path, make_report, stored_rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "jsonl"])
def test_a_kept_file_is_the_file_that_a_download_gives(client, person, saved, suffix):
    saved_report = saved(suffix=suffix, question="country=FJ&columns=title,country")
    kept_report = make_report(saved_report)
    content = file_path(kept_report).read_bytes()
    [resource] = kept_report.manifest["resources"]
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert (kept_report.size, kept_report.number) == (len(content), JournalHead.public())
    assert kept_report.rows == resource["rows"] == len(list(stored_rows(kept_report))) > 0
    client.force_login(person("Auditor"))
    response = client.get(reverse("admin:reports_savedreport_file", args=[saved_report.pk, kept_report.pk]))
    assert b"".join(response) == content
    assert "no-store" in response["Cache-Control"]
    assert resource["path"] in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith(f'Laws-of-Fiji_{kept_report.made_at:%Y-%m-%d}.{suffix}"')
    if suffix == "csv":
        assert content == client.get("/reports/legislation-register.csv?country=FJ&columns=title,country").getvalue()


def test_a_later_comparison_has_the_added_removed_and_changed_rows(client, person, saved, record, ana):
    stays, changes, goes = (record(f"{name} Act", status=Status.PUBLISHED) for name in ("Same", "Old", "Gone"))
    saved_report = saved()
    first = make_report(saved_report)
    with journal.recording(by=ana):
        apply_record(changes, {"title": "New Act", "number": "7"})
    move(goes, to=Status.WITHDRAWN, by=ana)
    record("Added Act", status=Status.PUBLISHED)
    by_kind = {
        (difference.kind, difference.row["title"]): difference for difference in Differences(saved_report, first).all
    }
    assert set(by_kind) == {("changed", "New Act"), ("removed", "Gone Act"), ("added", "Added Act")}
    assert by_kind["changed", "New Act"].fields == ("title", "number")
    second = make_report(saved_report)
    assert (first.added, second.added, second.removed, second.changed) == (None, 1, 1, 1)
    client.force_login(person("Auditor"))
    page = client.get(reverse("admin:reports_savedreport_since", args=[saved_report.pk, first.pk])).content.decode()
    assert "3 rows differ today" in page
    assert "Law: Old Act; Number: not recorded" in page
    assert stays.title not in page
    file = client.get(
        reverse("admin:reports_savedreport_since_file", args=[saved_report.pk, first.pk, "csv"])
    ).getvalue()
    assert file.decode("utf-8-sig").count("\r\n") == 4
    same = client.get(reverse("admin:reports_savedreport_since", args=[saved_report.pk, second.pk])).content.decode()
    assert "Nothing is different today" in same


def test_the_first_kept_report_differs_from_none_and_a_later_one_says_in_how_many_rows():
    assert KeptReport(rows=5).differences_text == "–"
    assert KeptReport(added=0, removed=1, changed=2).differences_text == "0 added, 1 removed, 2 changed"


@pytest.mark.parametrize("report", ["legislation-register", "gaps", "changes-between", "waiting-times", "data-quality"])
def test_a_record_with_a_new_title_is_changed_and_not_removed_and_added(saved, record, ana, report):
    law = record("Old Act", status=Status.DRAFT)
    move(law, to=Status.IN_REVIEW, by=ana)
    move(law, to=Status.PUBLISHED, by=ana)
    saved_report = saved(report=report, question="", owner=ana)
    ana.user_permissions.add(*Permission.objects.filter(codename="view_change"))
    first = make_report(saved_report)
    with journal.recording(by=ana):
        apply_record(law, {"title": "New Act"})
    differences = [item for item in Differences(saved_report, first).all if "Act" in item.row["title"]]
    assert [item for item in differences if item.kind == "removed"] == []
    assert (
        "New Act" in {item.row["title"] for item in differences if item.kind == "changed"} or report == "waiting-times"
    )


def test_a_change_in_a_column_that_was_not_chosen_is_no_difference(saved, record, ana):
    law = record("An Act", status=Status.PUBLISHED)
    saved_report = saved(question="country=FJ&columns=title,page")
    kept_report = make_report(saved_report)
    with journal.recording(by=ana):
        apply_record(law, {"number": "8"})
    assert Differences(saved_report, kept_report).all == []


def test_it_is_not_made_when_its_owner_may_no_longer_see_the_report(client, saved, person):
    saved_report = saved(report="sign-ins", question="", owner=person("Administrator", "keeper"))
    saved_report.owner.groups.clear()
    saved_report = SavedReport.objects.get(pk=saved_report.pk)
    with pytest.raises(NotMade, match="keeper"):
        make_report(saved_report)
    client.force_login(person("Auditor"))
    page = client.get(reverse("admin:reports_savedreport_change", args=[saved_report.pk])).content.decode()
    assert "It is made no more. keeper, who saved it," in page
    since = Differences(saved_report, KeptReport(saved=saved_report, file="1-x.csv"))
    assert since.all == []
    assert since.problem


def test_a_saved_report_with_a_column_that_is_gone_says_so_on_every_page(client, person, saved):
    saved_report = saved()
    kept_report = make_report(saved_report)
    SavedReport.objects.filter(pk=saved_report.pk).update(question="columns=title,gone")
    with pytest.raises(NotMade, match="gone"):
        make_report(SavedReport.objects.get(pk=saved_report.pk))
    client.force_login(person("Publisher"))
    page = client.get(reverse("admin:reports_savedreport_change", args=[saved_report.pk])).content.decode()
    assert "It is made no more. There is no column “gone”." in page
    made = client.post(reverse("admin:reports_savedreport_make", args=[saved_report.pk]), follow=True)
    assert "There is no column “gone”." in made.content.decode()
    since = client.get(
        reverse("admin:reports_savedreport_since", args=[saved_report.pk, kept_report.pk])
    ).content.decode()
    assert "There is no column “gone”." in since
    assert (
        client.get(
            reverse("admin:reports_savedreport_since_file", args=[saved_report.pk, kept_report.pk, "csv"])
        ).status_code
        == 404
    )


def test_the_public_address_in_the_settings_wins_over_the_one_it_was_saved_by(saved, settings):
    assert (
        make_report(saved()).manifest["homepage"] == "https://portal.example/reports/legislation-register/?country=FJ"
    )
    settings.SITE_URL = "https://knowledge.example"
    again = make_report(SavedReport.objects.get())
    assert again.manifest["homepage"] == "https://knowledge.example/reports/legislation-register/?country=FJ"
