"""/metrics is read by a Prometheus with the token and not found by anybody else; workers' counters add up."""

import os
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from baliportal.environment import Refused
from baliportal.monitoring.configuration import monitoring
from baliportal.monitoring.models import JobRun
from baliportal.monitoring.request_metrics import count_request, kind_of
from baliportal.monitoring.shared_counters import SharedCounters, free_slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
TOKEN = "a-token-of-twenty-characters-or-more"


@pytest.fixture
def samples(settings):
    """A function that asks for the metrics as an operator and returns {(name, labels): value}."""
    settings.MONITORING = settings.MONITORING | {"metrics_token": TOKEN}

    def ask():
        answer = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}", "host": "10.0.0.7:8000"})
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}

    return ask


@pytest.mark.parametrize("sent", [{}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"}])
def test_without_the_token_there_is_no_such_page(samples, sent):
    answers = [Client().get(address, headers=sent) for address in ("/lost", "/lost", "/metrics")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[2].content == answers[1].content.replace(b"lost", b"metrics")  # it offers to tell of it


def test_without_a_token_in_the_settings_nobody_has_it():
    assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_kind_and_status(samples):
    before = samples()
    Client().get("/lost/")
    Client().get("/about/")
    Client().get("/about/")
    Client().get("/legislation.csv")
    after = samples()
    grown = {key: after[key] - before.get(key, 0) for key in after if key[0] == "portal_requests_total"}
    assert {key[1:]: growth for key, growth in grown.items() if growth} == {
        ("page", "404"): 1,
        ("page", "200"): 2,
        ("export", "200"): 1,
        ("health", "200"): 1,  # the first reading itself
    }


def test_latency_is_counted_at_and_below_each_limit(samples):
    before = samples()
    count_request("/search/", 200, 0.3)
    count_request("/search/", 200, 99)
    after = samples()
    limits = ("0.25", "0.5", "30.0", "+Inf")
    grown = [after["portal_request_seconds_bucket", "search", limit] - before["portal_request_seconds_bucket", "search", limit]
             for limit in (limits[0], limits[1], "30", limits[3])]  # fmt: skip
    assert grown == [0, 1, 1, 2]
    assert after["portal_request_seconds_sum", "search"] - before[
        "portal_request_seconds_sum", "search"
    ] == pytest.approx(99.3)


def test_operators_see_index_lag_spool_and_the_jobs_of_housekeeping(samples, settings, tmp_path):
    settings.EXPORTS_ROOT = tmp_path / "spool"
    (tmp_path / "spool" / "ab").mkdir(parents=True)
    (tmp_path / "spool" / "ab" / "one.csv").write_bytes(bytes(1234))
    JobRun.objects.record("links", failed=False)
    JobRun.objects.filter(job="links").update(succeeded_at=datetime(2026, 11, 28, tzinfo=UTC))
    JobRun.objects.record("links", failed=True)
    seen = samples()
    assert seen["portal_index_lag_changes",] == 0
    assert seen["portal_spool_bytes",] == 1234
    assert seen["portal_job_last_success_timestamp_seconds", "links"] == 1795824000
    assert seen["portal_job_failed", "links"] == 1


def test_a_gauge_that_cannot_be_measured_is_left_out_and_the_others_stay(samples, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr("baliportal.monitoring.gauges.JournalHead.current", away)
    seen = samples()
    assert ("portal_index_lag_changes",) not in seen
    assert ("portal_spool_bytes",) in seen


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"), ("/legislation/some-act/", "page"), ("/help/", "page"), ("/help/my/", "page"),
        ("/search/", "search"), ("/search.csv", "export"), ("/workshops.ics", "export"), ("/search/suggest.json", "suggestion"),
        ("/files/abc/", "file"), ("/admin/login/", "admin"), ("/accounts/", "account"), ("/officials/", "account"),
        ("/static/css/base.css", "static"), ("/readyz", "health"), ("/administration/", "page"),
    ],
)  # fmt: skip
def test_a_request_is_of_a_few_kinds_and_help_is_a_page_like_others(path, kind):
    assert kind_of(path) == kind


def test_processes_that_share_counters_add_up_and_what_an_ended_one_counted_stays():
    counters = SharedCounters(["one", "two"])
    for slot in (3, 4, 3):  # the third takes the slot of the first, which has ended
        if (child := os.fork()) == 0:
            counters.use_slot(slot)
            counters.add("one", 10)
            os._exit(0)
        os.waitpid(child, 0)
    counters.add("two")
    assert (counters.total("one"), counters.total("two")) == (30, 1)


def test_a_new_process_gets_a_slot_that_no_living_one_has():
    assert [free_slot(set()), free_slot({0, 1, 3})] == [0, 2]


@pytest.mark.parametrize("token", ["short", "with blanks between the words of it", "é" * 30])
def test_a_token_that_can_be_guessed_or_sent_only_with_trouble_is_refused(monkeypatch, token):
    monkeypatch.setenv("PORTAL_METRICS_TOKEN", token)
    with pytest.raises(Refused, match="PORTAL_METRICS_TOKEN must be 20 characters or more") as refusal:
        monitoring()
    assert token not in str(refusal.value)
