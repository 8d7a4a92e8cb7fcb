"""Saved reports: the form, making and keeping, comparison with today, the schedule, and notices to followers."""

import hashlib
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.models import JournalHead
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from baliportal.notices.delivery import send_pending
from baliportal.notices.models import Notice
from baliportal.reports import notifications, snapshots
from baliportal.reports.models import KeptReport, SavedReport
from baliportal.reports.report_changes import Differences
from baliportal.reports.snapshots import NotMade, file_path, make_due_reports, make_report, next_time, stored_rows

pytestmark = pytest.mark.django_db
FORM = {"name": "Laws of Fiji", "address": "/reports/legislation-register/?country=FJ", "suffix": "csv", "every": ""}


@pytest.fixture
def saved(person):
    """Function that makes a saved report, by default one that an editor owns."""

    def make_saved(**values):
        defaults = {"name": "Laws of Fiji", "report": "legislation-register", "question": "country=FJ"}
        owner = values.pop("owner", None) or person("Editor", "keeper")
        return SavedReport.objects.create(**defaults | {"base": "https://portal.example", "owner": owner} | values)

    return make_saved


# The form


def test_the_address_of_a_page_says_what_is_saved(client, person):
    client.force_login(person("Editor"))
    page = client.get(reverse("admin:reports_savedreport_add"), {"address": FORM["address"]})
    assert 'value="/reports/legislation-register/?country=FJ"' in page.content.decode()
    response = client.post(reverse("admin:reports_savedreport_add"), FORM | {"every": "week"})
    assert response.status_code == 302, response.content.decode()
    created = SavedReport.objects.get()
    assert (created.report, created.question, created.owner.username) == (
        "legislation-register",
        "country=FJ",
        "editor",
    )
    assert created.base == "http://testserver"
    assert created.next_at.weekday() == 0


@pytest.mark.parametrize(
    "beginning",
    ["https://evil.example", "//evil.example", "https://testserver@evil.example", "http://testserver.evil.example",
     "ftp://testserver", "///evil.example"],
)  # fmt: skip
def test_a_report_of_another_site_is_refused_in_words(client, person, beginning):
    client.force_login(person("Editor"))
    response = client.post(reverse("admin:reports_savedreport_add"), FORM | {"address": beginning + FORM["address"]})
    assert response.status_code == 200
    assert "an address of another site: only reports of testserver can be saved." in response.content.decode()
    assert not SavedReport.objects.exists()


def test_a_report_of_this_site_may_be_named_with_its_host(client, person):
    client.force_login(person("Editor"))
    client.post(reverse("admin:reports_savedreport_add"), FORM | {"address": f"http://testserver{FORM['address']}"})
    assert SavedReport.objects.get().question == "country=FJ"


@pytest.mark.parametrize(
    "address",
    [
        "/legislation/", "/reports/no-such-report/", "https://[", "/reports/legislation-register/?from_year=soon",
        "/reports/legislation-register/?columns=titel", "/admin/reports/sign-ins/",
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_in_words(client, person, address):
    client.force_login(person("Editor"))
    response = client.post(reverse("admin:reports_savedreport_add"), FORM | {"address": address})
    assert response.status_code == 200
    assert response.context["errors"]
    assert address in response.content.decode().replace("&amp;", "&")
    assert not SavedReport.objects.exists()


def test_people_who_may_not_see_a_report_do_not_see_that_it_was_saved(client, person, saved):
    saved_report = saved(report="sign-ins", question="", owner=person("Administrator", "keeper"))
    page = reverse("admin:reports_savedreport_change", args=[saved_report.pk])
    client.force_login(person("Editor"))
    assert saved_report.name not in client.get(reverse("admin:reports_savedreport_changelist")).content.decode()
    assert client.get(page).status_code == 302
    client.force_login(person("Auditor"))
    assert client.get(page).status_code == 200


# Making and keeping


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
    assert "Law: Old Act; Number: empty" in page
    assert stays.title not in page
    file = client.get(
        reverse("admin:reports_savedreport_since_file", args=[saved_report.pk, first.pk, "csv"])
    ).getvalue()
    assert file.decode("utf-8-sig").count("\r\n") == 4
    same = client.get(reverse("admin:reports_savedreport_since", args=[saved_report.pk, second.pk])).content.decode()
    assert "Nothing is different today" in same


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


@pytest.mark.parametrize("many", [False, True])
def test_deleting_a_saved_report_deletes_its_kept_files(
    client, person, saved, settings, many, django_capture_on_commit_callbacks
):
    saved_report = saved()
    make_report(saved_report)
    client.force_login(person("Publisher"))
    name = "changelist" if many else "delete"
    data = {"action": "delete_selected", "_selected_action": [saved_report.pk]} if many else {}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse(f"admin:reports_savedreport_{name}", args=[] if many else [saved_report.pk]), data | {"post": "yes"}
        )
    assert not SavedReport.objects.exists()
    assert list(settings.REPORTS_ROOT.iterdir()) == []


# On a schedule


@pytest.mark.parametrize(
    ("every", "after", "then"),
    [
        ("day", "2026-11-24", "2026-11-25"), ("week", "2026-11-24", "2026-11-30"), ("week", "2026-11-29", "2026-11-30"),
        ("week", "2026-11-30", "2026-12-07"), ("month", "2026-11-24", "2026-12-01"), ("month", "2026-12-31", "2027-01-01"),
        ("month", "2027-01-31", "2027-02-01"), ("month", "2026-12-01", "2027-01-01"),
    ],
)  # fmt: skip
def test_the_next_time_is_on_the_next_such_day(every, after, then):
    at = datetime.fromisoformat(f"{after}T12:00:00+00:00")
    assert f"{next_time(every, at):%Y-%m-%d %H:%M}" == f"{then} 03:00"


def test_a_report_that_is_due_is_made_once_and_gets_its_next_time(saved):
    saved_report = saved(every="day", next_at=timezone.now() - timedelta(hours=1))
    assert make_due_reports() == (1, 0)
    assert make_due_reports() == (0, 0)
    saved_report.refresh_from_db()
    assert saved_report.next_at > timezone.now()
    assert saved_report.kept.count() == 1


def test_a_report_that_another_process_made_meanwhile_is_not_kept_twice(saved, settings):
    due = timezone.now() - timedelta(hours=1)
    saved_report = saved(every="day", next_at=due)
    make_report(SavedReport.objects.get(pk=saved_report.pk), due=due)
    assert make_report(saved_report, due=due) is None
    assert saved_report.kept.count() == 1
    assert len(list(settings.REPORTS_ROOT.iterdir())) == 2


def test_a_report_that_cannot_be_made_does_not_stop_the_others(saved, person):
    due = timezone.now() - timedelta(hours=1)
    broken = saved(name="Broken", report="gone-report", every="day", next_at=due - timedelta(hours=1))
    saved(name="Sound", every="day", next_at=due, owner=broken.owner)
    assert make_due_reports() == (1, 1)
    assert make_due_reports() == (0, 0)


def test_files_of_a_process_that_was_killed_count_for_nothing_and_are_deleted(saved, settings, monkeypatch):
    saved_report = saved()
    monkeypatch.setattr(snapshots, "_save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        make_report(saved_report)
    monkeypatch.undo()
    assert not saved_report.kept.exists()
    assert list(settings.REPORTS_ROOT.iterdir())
    make_due_reports(timezone.now() + timedelta(days=2))
    assert not list(settings.REPORTS_ROOT.iterdir())


def test_housekeeping_leaves_kept_files_alone(saved):
    kept_report = make_report(saved())
    make_due_reports(timezone.now() + timedelta(days=2))
    assert file_path(kept_report).exists()
    assert list(stored_rows(kept_report))


# Notices


def test_followers_who_may_see_the_report_get_one_message(saved, person, settings):
    settings.EMAIL_HOST = "mail.example"
    saved_report = saved(report="sign-ins", question="", owner=person("Administrator", "keeper"))
    saved_report.followers.set([saved_report.owner, person("Editor", "former")])
    make_report(saved_report)
    assert send_pending() == (1, 0)
    assert send_pending() == (0, 0)
    [message] = mail.outbox
    assert message.to == ["keeper@example.org"]
    assert f"https://portal.example/admin/reports/savedreport/{saved_report.pk}/change/" in message.body
    assert not message.attachments


def test_without_a_mail_server_a_notice_fails_and_is_sent_later(saved, settings):
    settings.EMAIL_HOST = ""
    saved_report = saved()
    saved_report.followers.add(saved_report.owner)
    make_report(saved_report)
    assert send_pending() == (0, 1)
    settings.EMAIL_HOST = "mail.example"
    assert send_pending() == (1, 0)


def test_the_notices_of_a_report_and_the_report_are_saved_together_or_not_at_all(saved, monkeypatch):
    saved_report = saved()
    saved_report.followers.add(saved_report.owner)

    def fails(kept_report):
        notifications.queue_notices(kept_report)
        raise OSError("killed")

    monkeypatch.setattr(snapshots, "queue_notices", fails)
    with pytest.raises(OSError, match="killed"):
        make_report(saved_report)
    assert (KeptReport.objects.count(), Notice.objects.count()) == (0, 0)


def test_a_report_that_another_process_made_first_sends_no_notice(saved):
    saved_report = saved(every="day", next_at=timezone.now())
    saved_report.followers.add(saved_report.owner)
    assert make_report(saved_report, due=saved_report.next_at - timedelta(days=1)) is None
    assert not Notice.objects.exists()


def test_followers_who_are_inactive_or_have_no_address_get_no_notice(saved, person):
    saved_report = saved()
    away, unreachable = person("Editor", "away"), person("Editor", "unreachable")
    saved_report.followers.set([away, unreachable])
    type(away).objects.filter(pk=away.pk).update(is_active=False)
    type(away).objects.filter(pk=unreachable.pk).update(email="")
    make_report(saved_report)
    assert not Notice.objects.exists()


def test_following_is_one_button(client, person, saved):
    saved_report, editor = saved(), person("Editor")
    client.force_login(editor)
    for expected in (True, False):
        client.post(reverse("admin:reports_savedreport_follow", args=[saved_report.pk]))
        assert saved_report.followers.filter(pk=editor.pk).exists() == expected


def test_parameters_that_no_report_reads_are_not_saved(client, person):
    client.force_login(person("Editor"))
    address = "/reports/legislation-register/?utm=1&columns=Title&country=fj&page=3&from_year=2001&from_year="
    client.post(reverse("admin:reports_savedreport_add"), FORM | {"address": address})
    assert SavedReport.objects.get().question == "country=FJ&columns=title"


def test_the_public_address_in_the_settings_wins_over_the_one_it_was_saved_by(saved, settings):
    assert (
        make_report(saved()).manifest["homepage"] == "https://portal.example/reports/legislation-register/?country=FJ"
    )
    settings.SITE_URL = "https://knowledge.example"
    again = make_report(SavedReport.objects.get())
    assert again.manifest["homepage"] == "https://knowledge.example/reports/legislation-register/?country=FJ"
