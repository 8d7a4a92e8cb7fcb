"""Desk: the count of each queue equals its list, only what the person may open is shown, queries stay constant."""

import datetime
from itertools import pairwise

import pytest
from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baliportal.accounts.row_permissions import visible_to
from baliportal.catalogue import journal
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Country, Entry
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.editorial.desk.numbers import WEEKS, bar_chart, by_kind, by_week
from baliportal.editorial.desk.page import Desk
from baliportal.editorial.desk.queues import QUEUES
from baliportal.editorial.desk.recent import RecentChanges
from baliportal.quality.indexer import update_findings
from legislation.models import Law
from tests.staff import FOREIGN_STATE, OWN_STATE

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def work(putri, ana):
    """Put something in every queue."""
    with journal.recording(by=putri):
        Law.objects.create(title="A draft of hers")
        duplicate = Law.objects.create(title="The Twin Act")
        Law.objects.create(title="Twin Act (The)")
        Law.objects.create(title="In doubt", doubt="Which year?")
    with journal.recording(by=ana):
        Law.objects.create(title="A draft of another")
        Law.objects.create(title="Overdue", status=Status.PUBLISHED, verification_due=YESTERDAY)
    move(duplicate, to=Status.IN_REVIEW, by=putri)
    update_findings()


def queues_of(client, user):
    client.force_login(user)
    return {queue["name"]: queue for queue in client.get(reverse("admin:index")).context["desk"].queues}


@pytest.mark.parametrize("who", ["putri", "rahul", "ana", "admin_user"])
def test_the_count_of_every_queue_is_what_its_list_shows(client, work, request, who):
    queues = queues_of(client, request.getfixturevalue(who))
    assert list(queues) == [queue.name for queue in QUEUES]
    for queue in queues.values():
        shown = client.get(queue["url"]).context["cl"]
        assert shown.result_count == queue["count"] == shown.queryset.count(), queue["name"]


def test_every_queue_holds_its_work_and_no_other(client, work, putri, ana):
    hers, anas = queues_of(client, putri), queues_of(client, ana)
    assert (hers["my-drafts"]["count"], anas["my-drafts"]["count"]) == (3, 1)
    assert (hers["waiting"]["count"], anas["waiting"]["count"]) == (0, 1)  # she may not publish
    assert hers["overdue"]["count"] == Entry.objects.filter(verified_on=None).count() > 800  # nobody checked any yet
    assert hers["duplicates"]["count"] == 2
    assert hers["in-doubt"]["count"] == Entry.objects.exclude(doubt="").exclude(status=Status.WITHDRAWN).count()


def test_a_queue_follows_a_change_at_once(client, work, putri):
    before = queues_of(client, putri)["in-doubt"]["count"]
    Law.objects.filter(title="In doubt").update(doubt="")
    assert queues_of(client, putri)["in-doubt"]["count"] == before - 1


def test_a_queue_can_be_filtered_further_and_stands_in_the_list_of_every_kind(client, work, ana):
    client.force_login(ana)
    law = client.get(reverse("admin:legislation_law_changelist"), {"queue": "waiting"})
    assert [entry.title for entry in law.context["cl"].result_list] == ["The Twin Act"]
    none = client.get(reverse("admin:catalogue_entry_changelist"), {"queue": "waiting", "kind__exact": "resource"})
    assert none.context["cl"].result_count == 0


def test_an_unknown_queue_or_check_is_ignored(client, ana):
    client.force_login(ana)
    for query in ({"queue": "nonsense"}, {"check": "nonsense"}):
        page = client.get(reverse("admin:catalogue_entry_changelist"), query)
        assert page.context["cl"].result_count == Entry.objects.count()


def test_who_may_see_no_entries_has_an_empty_desk(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("stranger", is_staff=True))
    page = client.get(reverse("admin:index"))
    desk = page.context["desk"]
    assert (desk.queues, desk.recent, desk.kinds, desk.weeks) == ([], None, [], [])
    assert "Recent changes" not in page.content.decode()


def test_officials_and_visitors_have_no_desk(client, tomasi):
    assert client.get(reverse("admin:index")).status_code == 302
    client.force_login(tomasi)
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_desk_costs_the_same_however_much_there_is(client, putri, work):
    client.force_login(putri)
    few = _queries(client)
    with journal.recording(by=putri):
        for number in range(30):
            Law.objects.create(title=f"Act {number}", doubt="?", verification_due=YESTERDAY)
        Law.objects.create(title="Act 1", summary="Again")
    update_findings()
    assert _queries(client) == few


def _queries(client):
    client.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("admin:index"))
    return len(captured)


# Recent changes


def test_recent_changes_are_chosen_by_person_kind_and_route(work, putri):
    assert {change.who for change in RecentChanges({"who": "putri"}).rows} == {"putri"}
    assert {change.kind for change in RecentChanges({"kind": "workshop"}).rows} == {"workshop"}
    assert {change.route for change in RecentChanges({"route": "form"}).rows} == {"form"}
    assert not RecentChanges({"who": "nobody at all"}).rows
    assert next(iter(RecentChanges({}).rows)) == Change.objects.first()


@pytest.mark.parametrize(
    "query", [{"kind": "nonsense"}, {"route": "'; --"}, {"who": "x" * 9999}, {"kind": "\0"}, {"who": "a\0b"}]
)
def test_strange_parameters_are_ignored(client, ana, query):
    client.force_login(ana)
    assert client.get(reverse("admin:index"), query).status_code == 200


def test_the_link_to_the_journal_has_the_same_filters(client, work, ana):
    client.force_login(ana)
    recent = RecentChanges({"who": "putri", "kind": "law", "route": "form"})
    listed = client.get(recent.all_url).context["cl"].result_count
    assert listed == Change.objects.filter(who="putri", kind="law", route="form").count() == len(recent.rows)


# Numbers


def test_the_numbers_add_up_and_the_plots_stay_inside():
    rows = by_kind(Entry.objects.all(), Entry.objects.none())
    assert sum(row.total for row in rows) == Entry.objects.count()
    assert all(sum(row.counts) == row.total for row in rows)
    assert all(bar.x + bar.width <= 241 for row in rows for bar in row.bars)
    assert [bar.height for bar in bar_chart([0, 5, 10])] == [0, 30, 60]
    assert bar_chart([]) == []


def test_the_counts_of_an_official_leave_out_hidden_records(client, person, record):
    for state in (OWN_STATE, FOREIGN_STATE):
        for visibility in Visibility:
            record(state=state, visibility=visibility)
            record(state=state, visibility=visibility, status=Status.PUBLISHED)
    user = person("Contributor")
    client.force_login(user)
    seen = visible_to(user, Entry.objects.all())
    for row in client.get(reverse("admin:index")).context["desk"].kinds:
        of_kind = seen.filter(kind__in=[kind.name for kind in all_kinds() if kind.plural == row.plural])
        assert row.counts == [of_kind.filter(status=status).count() for status in Status]


def test_the_weeks_are_twelve_without_gaps_and_this_one_is_last():
    weeks = by_week()
    assert len(weeks) == WEEKS
    assert {later[0] - earlier[0] for earlier, later in pairwise(weeks)} == {datetime.timedelta(weeks=1)}
    assert weeks[-1][1] == Change.objects.count()  # the starter content was loaded this week


def test_an_empty_catalogue_has_a_desk(db, admin_user):
    request = RequestFactory().get("/admin/")
    request.user = admin_user
    assert by_kind(Entry.objects.none(), Entry.objects.none())[0].total == 0
    assert Desk(request, admin.site).queues


def test_a_filter_of_countries_names_those_that_any_entry_has(client, ana):
    client.force_login(ana)
    page = client.get(reverse("admin:legislation_law_changelist"))
    [names] = [spec for spec in page.context["cl"].filter_specs if getattr(spec, "field_path", "") == "countries"]
    assert {pk for pk, _ in names.lookup_choices} == set(
        Country.objects.filter(entries__isnull=False).values_list("pk", flat=True)
    )


def test_people_bound_to_a_state_see_no_other_states_records_in_the_queues(client, person, record):
    own = record("Own Act", doubt="Which year?", status=Status.PUBLISHED)
    record("Another state's Act", state="TO", doubt="Which year?", status=Status.PUBLISHED)
    update_findings()
    queue = queues_of(client, person("Contributor"))["in-doubt"]
    assert [entry.title for entry in client.get(queue["url"]).context["cl"].queryset] == [own.title]
    assert queue["count"] == 1


def test_the_list_of_a_queue_has_the_title_of_the_queue(client, ana):
    for queue in queues_of(client, ana).values():
        assert client.get(queue["url"]).context["title"] == queue["title"]
