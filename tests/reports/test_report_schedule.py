"""Saved reports made on a schedule, and the notices to their followers."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from baliportal.notices.delivery import send_pending
from baliportal.notices.models import Notice
from baliportal.reports import notifications, snapshots
from baliportal.reports.models import KeptReport, SavedReport
from baliportal.reports.snapshots import file_path, make_due_reports, make_report, next_time, stored_rows

pytestmark = pytest.mark.django_db


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


def test_a_report_is_not_made_twice_where_the_clock_is_set_back_while_it_is_made(saved, monkeypatch):
    due = timezone.now() - timedelta(hours=1)
    saved_report = saved(every="day", next_at=due)
    monkeypatch.setattr(snapshots.timezone, "now", lambda: due - timedelta(days=1))
    make_report(saved_report, due=due)
    saved_report.refresh_from_db()
    assert saved_report.next_at > due


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
