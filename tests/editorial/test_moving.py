"""Workflow moves in the admin, of one record and of many: preview, confirmation, result."""

import pytest
from django.urls import reverse

from baliportal.catalogue.models import Change, JournalHead
from baliportal.catalogue.publishing import Status
from legislation.models import Law

from .form import change_url

pytestmark = pytest.mark.django_db
LIST = "/admin/legislation/law/"


@pytest.fixture
def desk(client, person):
    client.force_login(person("Publisher", "ana"))
    return client


def status(law):
    return Law.objects.get(pk=law.pk).status


def test_a_bulk_move_shows_a_preview_and_then_moves_with_one_note(desk, record):
    draft, reviewed = record("A draft Act"), record("A reviewed Act", status=Status.IN_REVIEW)
    published = record("A published Act", status=Status.PUBLISHED)
    head = JournalHead.current()
    data = {"action": "publish", "_selected_action": [draft.pk, reviewed.pk, published.pk]}
    page = desk.post(LIST, data).content.decode()
    assert "2 will be published" in page
    assert "1 will stay as it is" in page
    assert "It is published already." in page
    assert JournalHead.current() == head
    desk.post(LIST, data | {"confirmed": "yes", "note": "Checked together"})
    assert {status(law) for law in (draft, reviewed, published)} == {Status.PUBLISHED}
    assert {(c.verb, c.note) for c in Change.objects.since(head)} == {("published", "Checked together")}
    assert Change.objects.since(head).count() == 2


def test_select_across_moves_all_pages_of_a_list(desk, record):
    laws = [record(f"Act {n}", number="Bulk") for n in range(3)]
    data = {"action": "publish", "_selected_action": [laws[0].pk], "select_across": "1"}
    page = desk.post(f"{LIST}?q=Bulk", data).content.decode()
    assert "3 will be published" in page
    desk.post(f"{LIST}?q=Bulk", data | {"confirmed": "yes"})
    assert {status(law) for law in laws} == {Status.PUBLISHED}


def test_too_many_at_once_are_refused_in_words(desk, record, monkeypatch):
    monkeypatch.setattr("baliportal.editorial.admin.moving.MAX_MOVED", 2)
    laws = [record(f"Act {n}") for n in range(3)]
    data = {"action": "publish", "_selected_action": [law.pk for law in laws], "confirmed": "yes"}
    assert "at most 2 are moved at once" in desk.post(LIST, data, follow=True).content.decode()
    assert {status(law) for law in laws} == {Status.DRAFT}


def test_the_preview_takes_a_fixed_number_of_queries(desk, record, django_assert_max_num_queries):
    laws = [record(f"Act {n}") for n in range(30)]
    desk.get(LIST)
    with django_assert_max_num_queries(25):
        desk.post(LIST, {"action": "publish", "_selected_action": [law.pk for law in laws]})


def test_an_action_that_the_role_does_not_have_is_not_offered_and_does_nothing(client, person, record):
    law = record()
    client.force_login(person("Editor"))
    page = client.get(LIST).content.decode()
    assert 'value="submit"' in page
    assert 'value="publish"' not in page
    client.post(LIST, {"action": "publish", "_selected_action": [law.pk], "confirmed": "yes"})
    assert status(law) == Status.DRAFT


def test_a_reason_of_another_feature_stops_single_and_bulk_moves(desk, record, monkeypatch):
    from legislation.admin import LawAdmin

    law = record()

    def incomplete(self, request, entries, to):
        return {entry.pk: "It has no source." for entry in entries}

    monkeypatch.setattr(LawAdmin, "reasons_against", incomplete)
    assert "It has no source." in desk.post(change_url(law, "move", "published"), follow=True).content.decode()
    data = {"action": "publish", "_selected_action": [law.pk]}
    assert "It has no source." in desk.post(LIST, data).content.decode()
    desk.post(LIST, data | {"confirmed": "yes"})
    assert status(law) == Status.DRAFT


def test_the_confirm_page_asks_and_the_note_is_in_the_history(desk, record):
    law = record()
    assert "Note for the history" in desk.get(change_url(law, "move", "published")).content.decode()
    assert status(law) == Status.DRAFT
    desk.post(change_url(law, "move", "published"), {"note": "As gazetted"})
    change = Change.objects.of(law).first()
    assert (change.verb, change.note, change.who) == ("published", "As gazetted", "ana")


def test_a_move_made_twice_says_so_and_changes_nothing(desk, record):
    law = record(status=Status.PUBLISHED)
    head = JournalHead.current()
    page = desk.post(change_url(law, "move", "published"), follow=True).content.decode()
    assert "It is published already." in page
    assert JournalHead.current() == head


def test_an_unknown_status_is_not_found(desk, record):
    assert desk.get(reverse("admin:legislation_law_move", args=[record().pk, "burnt"])).status_code == 404


def test_what_was_moved_is_named_and_many_are_counted(desk, record):
    laws = [record(f"Act {number}") for number in range(3)]
    shown = desk.post(f"{LIST}{laws[0].pk}/move/in-review/", follow=True).context["messages"]
    assert [str(message) for message in shown] == ["“Act 0” is now in review."]
    data = {"action": "submit", "_selected_action": [law.pk for law in laws[1:]], "confirmed": "yes"}
    shown = desk.post(LIST, data, follow=True).context["messages"]
    assert [str(message) for message in shown] == ["2 records are now in review."]


def test_a_new_record_shows_no_id_that_it_will_not_keep(desk, record):
    pages = [desk.get(address).context["adminform"] for address in (f"{LIST}add/", change_url(record()))]
    names = [[name for _, options in page.fieldsets for name in options["fields"]] for page in pages]
    assert ["public_id" in item for item in names] == [False, True]


def test_the_delete_page_lists_dependent_records_but_not_storage_models(desk, record):
    page = desk.get(f"{LIST}{record().pk}/delete/")
    assert [str(item).partition(":")[0] for item in page.context["deleted_objects"]] == ["Law"]
    assert dict(page.context["model_count"]) == {"laws": 1}
