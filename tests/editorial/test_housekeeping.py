"""`manage.py housekeeping`: one output line per job, one process per job, and a failing job stops no other."""

import io
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from baliportal import housekeeping
from baliportal.accounts import retention
from baliportal.accounts.models import SignIn
from baliportal.linkcheck import collecting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_due_addresses(db, monkeypatch, tmp_path):
    """Leave no address due, and use a lock directory of this test."""
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    monkeypatch.setattr(collecting, "collect_addresses", lambda until: None)
    monkeypatch.setattr("baliportal.linkcheck.running.collect_addresses", lambda until: None)


def run(*arguments):
    output = io.StringIO()
    try:
        call_command("housekeeping", *arguments, stdout=output)
    except CommandError as problem:
        output.write(f"! {problem}")
    return output.getvalue().splitlines()


def test_every_job_prints_one_line():
    assert [line.partition(":")[0] for line in run()] == list(housekeeping.JOBS)


def test_links_are_checked_only_if_link_checks_are_on(monkeypatch, settings):
    calls = []
    monkeypatch.setattr(housekeeping, "check_due", lambda seconds: calls.append(seconds))
    assert run("--only", "links")[0].startswith("links: off: set LINK_CHECKS=1")
    assert calls == []
    settings.LINK_CHECKS = True
    run("--only", "links")
    assert len(calls) == 1


def test_copies_are_taken_only_where_the_setting_says_so(monkeypatch, settings):
    calls = []
    monkeypatch.setattr(housekeeping, "take_copies", lambda seconds: calls.append(seconds))
    assert run("--only", "copies")[0].startswith("copies: off: set ARCHIVE_LINKS=1")
    assert calls == []
    settings.ARCHIVE_LINKS = "1"
    run("--only", "copies")
    assert len(calls) == 1


def test_only_some_jobs_when_asked_for():
    assert [line.partition(":")[0] for line in run("--only", "sessions", "--only", "links")] == ["sessions", "links"]


def test_a_job_that_fails_stops_no_other_and_shows_in_the_exit_code(monkeypatch):
    def fails(seconds):
        raise OSError("the disk is full")

    monkeypatch.setitem(housekeeping.JOBS, "sign-ins", fails)
    lines = run()
    assert "sign-ins: failed: the disk is full" in lines
    assert [line.partition(":")[0] for line in lines[:-1]] == list(housekeeping.JOBS)
    assert lines[-1] == "! Failed: sign-ins."


def test_two_at_once_do_not_do_the_same_job(tmp_path):
    with housekeeping._exclusive("links"):
        lines = run()
    assert [line for line in lines if "another process" in line] == ["links: another process is at it"]
    assert len(lines) > 10


def test_ended_sessions_go_and_living_ones_stay():
    for days in (-1, 1):
        Session.objects.create(session_key=str(days), expire_date=timezone.now() + timedelta(days=days))
    run("--only", "sessions")
    assert [session.session_key for session in Session.objects.all()] == ["1"]


def test_old_sign_ins_are_forgotten_failures_sooner(putri):
    for days, success in ((399, True), (401, True), (89, False), (91, False)):
        SignIn.objects.create(user=putri, how="password", success=success, at=timezone.now() - timedelta(days=days))
    assert run("--only", "sign-ins")[0].startswith("sign-ins: 2 forgotten")
    assert sorted(SignIn.objects.values_list("success", flat=True)) == [False, True]


def test_the_number_of_stored_sign_in_failures_is_limited(monkeypatch):
    monkeypatch.setattr(retention, "MAX_FAILURES", 10)
    SignIn.objects.bulk_create(
        SignIn(how="password", success=False, at=timezone.now() - timedelta(minutes=number)) for number in range(25)
    )
    run("--only", "sign-ins")
    assert SignIn.objects.count() == 10
