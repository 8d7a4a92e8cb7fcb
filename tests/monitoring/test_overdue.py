"""The desk says in words when housekeeping has not run for a day."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from baliportal import housekeeping
from baliportal.monitoring import overdue
from baliportal.monitoring.models import JobRun

pytestmark = pytest.mark.django_db
SINCE = "Housekeeping has not run since 20 November 2026, 08:05 UTC"


@pytest.fixture(autouse=True)
def directory_of_this_test(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))


def run(job):
    call_command("housekeeping", "--only", job, stdout=io.StringIO())


def test_a_portal_on_which_it_never_ran_says_so():
    assert overdue.warnings()[0].startswith("Housekeeping has never run")


def test_after_a_run_nothing_is_said_for_a_day(monkeypatch):
    run("presence")
    assert overdue.warnings() == []
    monkeypatch.setattr(overdue, "LONGEST_PAUSE", timedelta(0))
    assert overdue.warnings()[0].startswith("Housekeeping has not run since")


def test_the_desk_shows_it(client, ana, starter_index):
    JobRun.objects.create(job="links", ended_at=timezone.now(), failed=True,
                          succeeded_at=datetime(2026, 11, 20, 8, 5, tzinfo=UTC))  # fmt: skip
    client.force_login(ana)
    assert SINCE.encode() in client.get("/admin/").content


def test_a_job_that_fails_is_no_success(monkeypatch):
    monkeypatch.setitem(housekeeping.JOBS, "presence", lambda seconds: 1 / 0)
    assert [outcome.failed for outcome in housekeeping.do(["presence"])] == [True]
    assert overdue.warnings()[0].startswith("Housekeeping has never run")


def test_a_run_that_cannot_be_recorded_is_done_all_the_same(monkeypatch):
    def full(*_, **__):
        raise DatabaseError

    monkeypatch.setattr("baliportal.monitoring.models.JobRunQuerySet.record", full)
    (outcome,) = housekeeping.do(["presence"])
    assert outcome.words.startswith("0 forgotten")
