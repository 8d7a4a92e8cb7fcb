"""Each visitor has a budget by cost, which all worker processes share; what is kept, health and help cost nothing."""

import os

import pytest

from baliportal.traffic.budget import Budget
from baliportal.traffic.costs import COSTS, traffic_class
from baliportal.traffic.shared_table import PROBES, SharedTable, key_of
from baliportal.traffic.visitor_budget import VisitorBudget

SCHOOL, CRAWLER = "192.0.2.7", "198.51.100.9"


def test_a_visitor_may_spend_what_the_budget_holds_and_then_as_fast_as_it_comes_back():
    budget = Budget(per_second=10, at_once=30)
    assert [budget.charge(1, 10, now=100.0) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert budget.charge(1, 10, now=100.0) == pytest.approx(1.0)
    assert budget.charge(1, 10, now=101.0) == 0.0
    assert budget.charge(2, 10, now=101.0) == 0.0  # another visitor is not concerned


def test_a_refused_request_costs_nothing():
    budget = Budget(per_second=1, at_once=50)
    for _ in range(100):
        budget.charge(1, 20, now=5.0)
    assert budget.charge(1, 1, now=5.0) == 0.0


def test_a_damaged_slot_shuts_nobody_out():
    table = SharedTable(slots=16)
    table.put(1, 1e12, now=0.0)
    assert Budget(10, 50, table).charge(1, 10, now=100.0) == 0.0


def test_worker_processes_share_one_budget():
    budget = Budget(per_second=1, at_once=50)
    child = os.fork()
    if not child:
        budget.charge(7, 50, now=100.0)
        os._exit(0)
    os.waitpid(child, 0)
    assert budget.charge(7, 1, now=100.0) > 0


def test_a_full_table_forgets_whose_budget_is_paid_back_first():
    table = SharedTable(slots=PROBES)
    for key in range(1, PROBES + 1):
        table.put(key, 100.0 + key, now=0.0)
    table.put(99, 500.0, now=0.0)
    assert [table.get(1), table.get(2), table.get(99)] == [0.0, 102.0, 500.0]


def test_the_table_holds_no_address():
    assert key_of(SCHOOL, "secret") != key_of(SCHOOL, "another secret")


@pytest.mark.parametrize(
    ("kind", "path", "query"),
    [
        ("light", "/healthz", ""),
        ("light", "/readyz", ""),
        ("light", "/metrics", ""),
        ("light", "/help/", ""),
        ("light", "/help/id/", ""),
        ("light", "/static/css/base.css", ""),
        ("export", "/legislation.csv", ""),
        ("export", "/search.json", "q=boat"),
        ("export", "/legislation.xlsx.manifest.json", ""),
        ("export", "/legislation.manifest.json", ""),
        ("export", "/reports/map.csv", ""),
        ("export", "/admin/reports/map.xlsx", ""),
        ("export", "/sitemap-laws.xml", ""),
        ("suggestions", "/search/suggest.json", "q=mal"),
        ("search", "/search/", "q=boat"),
        ("search", "/legislation/", "country=MY"),
        ("page", "/legislation/", ""),
        ("page", "/legislation/anti-trafficking-act-2007.csv", ""),
        ("page", "/search/help/", ""),
    ],
)
def test_an_export_costs_more_than_a_search_and_a_search_more_than_a_page(kind, path, query):
    assert traffic_class(path, query) == kind
    assert COSTS["export"] > COSTS["search"] > COSTS["page"] > COSTS["suggestions"] > COSTS["light"] == 0


@pytest.fixture
def small_budget(settings, monkeypatch):
    """A budget of three pages for visitors who come through one trusted proxy."""
    settings.PROXIES = 1
    monkeypatch.setattr(VisitorBudget, "budget", Budget(per_second=0.001, at_once=3))


def ask(client, address, visitor=CRAWLER):
    return client.get(address, headers={"x-forwarded-for": visitor})


@pytest.mark.django_db
def test_over_the_budget_a_visitor_is_told_when_to_come_back_and_others_are_not_concerned(vera, small_budget):
    assert [ask(vera, f"/topics/nowhere-{number}/").status_code for number in range(3)] == [404, 404, 404]
    refused = ask(vera, "/topics/nowhere-4/")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 900
    assert f"load the page again in {refused['Retry-After']} seconds" in refused.content.decode()
    assert "default-src 'self'" in refused["Content-Security-Policy"]
    assert ask(vera, "/topics/nowhere-4/", SCHOOL).status_code == 404
    for free in ("/healthz", "/help/", "/robots.txt"):
        assert ask(vera, free).status_code == 200


@pytest.mark.django_db
def test_a_kept_page_is_never_refused(vera, small_budget):
    assert ask(vera, "/about/", SCHOOL).status_code == 200  # made, and kept for everybody
    for number in range(3):
        ask(vera, f"/topics/nowhere-{number}/")
    assert ask(vera, "/topics/nowhere-4/").status_code == 429
    assert ask(vera, "/about/").status_code == 200


@pytest.mark.django_db
def test_one_ipv6_subscriber_has_one_budget_and_what_a_visitor_claims_of_its_address_counts_for_nothing(
    vera, small_budget
):
    for number in range(3):
        ask(vera, f"/topics/nowhere-{number}/", f"203.0.113.{number}, 2001:db8:1:2::{number}")
    assert ask(vera, "/topics/nowhere-4/", "203.0.113.4, [2001:db8:1:2:ffff::1]:5000").status_code == 429
    assert ask(vera, "/topics/nowhere-4/", "2001:db8:1:3::1").status_code == 404


@pytest.mark.django_db
def test_a_signed_in_person_is_known_from_the_second_request_on_and_is_not_charged(client, tomasi, small_budget):
    client.force_login(tomasi)
    for number in range(5):
        assert ask(client, f"/topics/nowhere-{number}/").status_code == 404


@pytest.mark.django_db
def test_requests_of_this_machine_are_not_charged(vera, small_budget, settings):
    settings.PROXIES = 0
    assert [vera.get(f"/topics/nowhere-{number}/").status_code for number in range(5)] == [404] * 5
