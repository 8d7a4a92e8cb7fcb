"""Histories as people read them: of one record, of everything, of what is gone; quick, and nobody's to change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.admin.history import PAGE_SIZE
from baliportal.catalogue.models import Change, Topic
from baliportal.catalogue.schema.records import apply_record
from legislation.models import Law

from ..editorial.form import change_url

pytestmark = pytest.mark.django_db
EVERYTHING = reverse("admin:catalogue_change_changelist")
DELETED = reverse("admin:catalogue_deletedrecord_changelist")


def rewrite(thing, times, by, **more):
    for number in range(times):
        with journal.recording(by=by, **more):
            apply_record(thing, {"summary": f"State {number} of the summary"})


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def text(response):
    return response.content.decode()


def test_a_long_history_has_pages_and_costs_no_more_queries(desk, law, rahul):
    address = change_url(law, "history")
    rewrite(law, 3, rahul)
    desk.get(address)  # what is read only once is read
    few = queries(desk, address)
    rewrite(law, 2 * PAGE_SIZE, rahul)
    assert queries(desk, address) == few
    first, last = desk.get(address), desk.get(f"{address}?p=99")
    assert len(first.context["activity"]) == PAGE_SIZE
    assert [act.sentence for act in last.context["activity"]][-1] == "System created"
    assert "Rahul changed summary" in text(first)
    assert "<del>" in text(first)


def test_any_two_versions_can_be_compared_whichever_is_chosen_first(desk, law, rahul):
    rewrite(law, 4, rahul)
    numbers = list(Change.objects.of(law).order_by("number").values_list("number", flat=True))
    address = change_url(law, "compare")
    for pair in ((numbers[2], numbers[4]), (numbers[4], numbers[2])):
        page = desk.get(address, {"from": pair[0], "to": pair[1]})
        [field] = page.context["differences"]
        assert (field.before, field.after) == ("State 0 of the summary", "State 2 of the summary")
    assert "<del>0 </del>" in text(page)
    assert "No field differs" in text(desk.get(address, {"from": numbers[4], "to": numbers[4]}))


@pytest.mark.parametrize("query", ["", "?from=1&to=x", "?from=&to=", "?from=99999999&to=1", "?from=1"])
def test_what_is_no_version_of_this_record_is_not_found(desk, law, query):
    assert desk.get(change_url(law, "compare") + query).status_code == 404


def test_a_reader_compares_but_is_not_offered_the_way_back(client, rahul, law, ana):
    rewrite(law, 2, ana)
    client.force_login(rahul)
    first, last = Change.objects.of(law).last(), Change.objects.of(law).first()
    page = text(client.get(change_url(law, "compare"), {"from": first.number, "to": last.number}))
    revert = reverse("admin:legislation_law_revert", args=[law.pk, first.number])
    assert revert not in page + text(client.get(change_url(law, "history")))
    assert client.post(revert).status_code == 404


def test_the_way_back_shows_first_what_it_would_change_without_the_status(desk, law, ana):
    rewrite(law, 2, ana)
    first = Change.objects.of(law).last()
    Law.objects.filter(pk=law.pk).update(status="in-review")
    page = desk.get(reverse("admin:legislation_law_revert", args=[law.pk, first.number]))
    assert {field.name for field in page.context["differences"]} == {"summary", "relations"}


def test_everything_is_one_line_per_act_and_a_batch_is_one_line_with_a_link(desk, ana, putri):
    laws = [Law.objects.create(title=f"Imported {number}") for number in range(3)]
    with journal.recording(by=putri, route="import", batch="import 12"):
        Law.objects.filter(pk__in=[each.pk for each in laws]).update(summary="By import")
    rewrite(laws[0], 1, ana)
    page = desk.get(EVERYTHING)
    assert "Ana changed summary" in text(page)
    assert "<a href='/admin/catalogue/change/?batch=import+12'>Import 12 changed 3 records</a>" in text(page)
    assert text(page).count("Import 12") == 1
    rows = desk.get(f"{EVERYTHING}?batch=import 12").context["cl"]
    assert [row.activity.sentence for row in rows.result_list] == ["Import 12 changed summary"] * 3
    assert desk.get(f"{EVERYTHING}?subject={laws[1].public_id}").context["cl"].result_count == 2


def test_everything_is_found_by_person_day_kind_route_and_title(desk, ana, law):
    rewrite(law, 2, ana)
    newest = Change.objects.first()
    day = newest.at.date().isoformat()
    found = {
        f"who=ana&since={day}&until={day}": 2,
        "who=ana&since=2999-01-01": 0,
        "who=ana&until=1999-12-31": 0,
        "who=ana&since=nonsense&until=2026-02-31": 2,
        "who=nobody": 0,
        "who=ana&kind=law&route=form&verb=changed": 2,
        "who=ana&kind=workshop": 0,
        "who=ana&q=An+Act": 2,
    }
    counts = {query: desk.get(f"{EVERYTHING}?{query}").context["cl"].result_count for query in found}
    assert counts == found


def test_the_list_of_everything_costs_the_same_however_long_the_journal_is(desk, ana):
    def journal_grows(numbers):
        for number in numbers:
            rewrite(Law.objects.create(title=f"Law {number}"), 1, ana, route="import", batch=str(number % 7))

    journal_grows(range(1))
    desk.get(EVERYTHING)  # what is read only once is read
    few = queries(desk, EVERYTHING)
    journal_grows(range(1, 30))
    assert queries(desk, EVERYTHING) == few


def test_deleted_records_are_found_by_title_kind_and_person_and_brought_back(desk, ana, law, client):
    topic = Topic.objects.create(slug="goes", label="Goes as well")
    for thing in (law, topic):
        with journal.recording(by=ana):
            thing.delete()
    titles = lambda query: [row.title for row in desk.get(f"{DELETED}?{query}").context["cl"].result_list]  # noqa: E731
    assert titles("") == ["Goes as well", "An Act"]
    assert titles("q=act") == titles("kind=law") == ["An Act"]
    assert titles("who=ana") == ["Goes as well", "An Act"]
    assert titles("who=putri") == titles("until=2001-01-01") == []
    gone = Change.objects.get(subject=law.public_id, verb="deleted")
    page = desk.get(reverse("admin:catalogue_deletedrecord_change", args=[gone.number]), follow=True)
    assert "Bring back" in text(page)
    restore = reverse("admin:catalogue_change_restore", args=[gone.number])
    desk.post(restore)
    assert titles("") == ["Goes as well"]
    assert "is back already" in text(desk.post(restore, follow=True))
    assert Change.objects.of(law).filter(verb="restored").count() == 1


@pytest.mark.parametrize("who", ["tomasi", "vera"])
def test_the_histories_are_closed_to_officials_and_visitors(client, request, who, law):
    if who == "tomasi":
        client.force_login(request.getfixturevalue(who))
    for address in (EVERYTHING, DELETED, change_url(law, "history"), change_url(law, "compare")):
        assert client.get(address).status_code == 302


def test_a_person_who_may_not_add_records_may_not_restore_one(client, rahul, law):
    law.delete()
    client.force_login(rahul)
    gone = Change.objects.first()
    assert "Bring back" not in text(client.get(reverse("admin:catalogue_change_change", args=[gone.number])))
    assert client.post(reverse("admin:catalogue_change_restore", args=[gone.number])).status_code == 403


def test_a_person_who_may_not_read_the_journal_sees_no_list_of_it(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    number = Change.objects.first().number
    for name, args in (("change_changelist", []), ("deletedrecord_changelist", []), ("deletedrecord_change", [number])):
        assert client.get(reverse(f"admin:catalogue_{name}", args=args)).status_code == 403
    assert client.post(reverse("admin:catalogue_change_restore", args=[number])).status_code == 403


def test_where_nothing_differs_there_is_nothing_to_go_back_to(desk, law, rahul):
    rewrite(law, 2, rahul)
    newest, earlier = Change.objects.of(law).order_by("-number").values_list("number", flat=True)[:2]
    button = 'value="Go back to that state"'
    pages = [
        text(desk.get(reverse("admin:legislation_law_revert", args=[law.pk, number]))) for number in (newest, earlier)
    ]
    assert [button in page for page in pages] == [False, True]


def test_times_are_of_a_clock_of_24_hours(desk, law):
    at = Change.objects.of(law)[0].at
    assert f"{at.day} {at:%b %Y, %H:%M} ·" in text(desk.get(change_url(law, "history")))
