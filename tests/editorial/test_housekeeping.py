"""`manage.py housekeeping`: a line for each job, one at a time, and no job's failure stops another."""

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
def nothing_to_ask(db, monkeypatch, tmp_path):
    """No address is due, and the locks are this test's own."""
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    monkeypatch.setattr(collecting, "catch_up", lambda until: None)
    monkeypatch.setattr("baliportal.linkcheck.running.catch_up", lambda until: None)


def run(*arguments):
    said = io.StringIO()
    try:
        call_command("housekeeping", *arguments, stdout=said)
    except CommandError as problem:
        said.write(f"! {problem}")
    return said.getvalue().splitlines()


def test_every_job_prints_one_line():
    assert [line.partition(":")[0] for line in run()] == list(housekeeping.JOBS)


def test_links_are_asked_only_where_that_is_turned_on(monkeypatch, settings):
    asked = []
    monkeypatch.setattr(housekeeping, "check_due", lambda seconds: asked.append(seconds))
    assert run("--only", "links")[0].startswith("links: off: set LINK_CHECKS=1")
    assert asked == []
    settings.LINK_CHECKS = True
    run("--only", "links")
    assert len(asked) == 1


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
    assert lines[-1] == "links: another process is at it"
    assert not any("another process" in line for line in lines[:-1])


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


def test_however_many_failures_there_are_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(retention, "MOST", 10)
    SignIn.objects.bulk_create(
        SignIn(how="password", success=False, at=timezone.now() - timedelta(minutes=number)) for number in range(25)
    )
    run("--only", "sign-ins")
    assert SignIn.objects.count() == 10
