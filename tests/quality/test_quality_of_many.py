"""Counts and lists of findings in a large catalogue: the faster query gives the same result."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baliportal.accounts.row_permissions import hidden_from, visible_to
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.quality import findings
from baliportal.quality.checks import INCOMPLETE, all_checks
from baliportal.quality.indexer import update_findings
from baliportal.quality.summary import counts_by_check, counts_by_check_excluding
from tests.staff import FOREIGN_STATE

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_sorts(record):
    for status in (Status.DRAFT, Status.PUBLISHED):
        for state in ("FJ", FOREIGN_STATE, f"FJ {FOREIGN_STATE}", ""):
            record(f"{status} of {state}", state=state, status=status)
            record(f"{status} of {state}, hushed", state=state, status=status, visibility=Visibility.SECRETARIAT)
    update_findings()


def test_a_check_that_finds_much_lists_the_same_as_one_that_finds_little(all_sorts, monkeypatch):
    names = [*(check.name for check in all_checks()), INCOMPLETE]
    few = {name: set(findings.with_finding(Entry.objects.all(), name).values_list("pk", flat=True)) for name in names}
    monkeypatch.setattr(findings, "MANY_FINDINGS", 1)
    many = {name: findings.with_finding(Entry.objects.all(), name) for name in names}
    assert {name: set(found.values_list("pk", flat=True)) for name, found in many.items()} == few
    assert [name for name in names if few[name] and "EXISTS" not in str(many[name].query)] == []


@pytest.mark.parametrize("role", ["Contributor", "Editor"])
def test_the_page_counts_what_a_person_may_see_and_nothing_else(all_sorts, person, client, role):
    user = person(role)
    client.force_login(user)
    for kind in ("", "law", "workshop"):
        entries = Entry.objects.filter(kind=kind) if kind else Entry.objects.all()
        shown = dict(_by_name(counts_by_check_excluding(hidden_from(user, entries), kind)))
        counted = dict(_by_name(counts_by_check(visible_to(user, entries))))
        assert shown == {check: count for check, count in counted.items() if check in shown}, kind
        assert sum(shown.values()) == sum(counted.values()), kind
        page = client.get(reverse("admin:quality"), {"kind": kind})
        assert {row["check"].name: row["count"] for row in page.context["rows"]} == shown, kind


def _by_name(counts):
    """A check of two records is one for people, though its field is another in each kind."""
    return ((check.name, count) for check, count in dict(counts).items())


def test_visible_and_hidden_entries_are_all_entries(all_sorts, person):
    for user in (person("Contributor", "tomasi"), person("Contributor", "nobody-yet", state=None), person("Editor")):
        seen = set(visible_to(user, Entry.objects.all()).values_list("pk", flat=True))
        hidden = set(hidden_from(user, Entry.objects.all()).values_list("pk", flat=True))
        assert not seen & hidden
        assert len(seen | hidden) == Entry.objects.count()


def test_the_page_and_the_queue_take_the_same_number_of_queries_for_any_number_of_records(client, person, record):
    client.force_login(person("Editor"))
    addresses = [reverse("admin:quality"), f"{reverse('admin:catalogue_entry_changelist')}?queue=incomplete"]
    queries = []
    for _ in range(2):
        update_findings()
        queries.append([_count_queries(client, address) for address in addresses for _ in range(2)][1::2])
        for number in range(20):
            record(f"Bill {number}")
    assert queries[0] == queries[1]


def _count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
