"""Saving over what somebody else saved meanwhile is refused, both sides are shown, and nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Country, Entry, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.files.models import File
from legislation.models import Law
from resources.models import Resource

from ..editorial.form import change_url, form_data, open_form

pytestmark = pytest.mark.django_db


def meanwhile(thing, by, **record):
    with journal.recording(by=by):
        apply_record(type(thing).objects.get(pk=thing.pk), record)


def now(thing):
    return to_record(type(thing).objects.get(pk=thing.pk))


def three_ways(response):
    """{name of a field: how it stands} as the refused form shows it."""
    return {field.name: field.situation for field in response.context["newer"]["fields"]}


def typed(response):
    """Return the POST data of the form in the response."""
    return form_data(response)


def test_a_form_opened_before_somebody_saved_is_refused_with_three_sides(desk, law, rahul):
    mine = open_form(desk, law) | {
        "title": "Mine",
        "doubt": "Only mine",
        "topics": [Topic.objects.get(slug="extradition").pk],
    }
    meanwhile(law, rahul, title="Theirs", summary="Only theirs", countries=["MY"])
    before = now(law)
    refused = desk.post(change_url(law), mine)
    assert refused.status_code == 200
    assert now(law) == before
    assert three_ways(refused) == {
        "title": "You both changed this",
        "summary": "Only they changed this",
        "countries": "Only they changed this",
        "doubt": "Only you changed this",
        "topics": "Only you changed this",
    }
    page = refused.content.decode()
    assert "Rahul changed title, jurisdiction (1 added) and summary" in page
    assert "Please correct the error" not in page
    back = typed(refused)
    assert (back["title"], back["doubt"], back["topics"]) == ("Mine", "Only mine", [str(mine["topics"][0])])
    assert back["seen"] == mine["seen"]
    again = desk.post(change_url(law), back)  # the plain button is refused again: nothing is saved by habit
    assert (again.status_code, now(law)) == (200, before)


def test_saving_with_my_answers_writes_them_on_top_of_the_newest(desk, law, rahul):
    mine = open_form(desk, law) | {"title": "Mine"}
    meanwhile(law, rahul, title="Theirs", status="draft")
    refused = desk.post(change_url(law), mine)
    number = refused.context["newer"]["number"]
    assert desk.post(change_url(law), typed(refused) | {"over": number}).status_code == 302
    assert [now(law)["title"], *Change.objects.of(law).values_list("who", flat=True)[:2]] == ["Mine", "ana", "rahul"]


def test_my_answers_are_refused_too_when_a_third_version_came_between(desk, law, rahul, putri):
    mine = open_form(desk, law) | {"title": "Mine"}
    meanwhile(law, rahul, title="Theirs")
    refused = desk.post(change_url(law), mine)
    meanwhile(law, putri, doubt="Putri's")
    again = desk.post(change_url(law), typed(refused) | {"over": refused.context["newer"]["number"]})
    assert three_ways(again) == {"doubt": "Only they changed this", "title": "Only you changed this"}
    assert now(law)["title"] == "Theirs"


def test_what_only_they_changed_is_taken_over_and_what_i_typed_stays(desk, law, rahul):
    mine = open_form(desk, law) | {"title": "Mine", "doubt": "Only mine", "date": ""}
    meanwhile(law, rahul, title="Theirs", summary="Only theirs", countries=["MY"], relations=[], date="2007-08")
    refused = desk.post(change_url(law), mine)
    free = [field.name for field in refused.context["newer"]["fields"] if field.undecided and field.only_theirs]
    assert sorted(free) == ["countries", "date", "relations", "summary"]
    number = refused.context["newer"]["number"]
    assert "Somebody saved this record meanwhile" in refused.content.decode()
    assert "Nothing was taken over" in desk.post(change_url(law), typed(refused) | {"take": number}).content.decode()
    taken = desk.post(change_url(law), typed(refused) | {"take": number, "theirs": free})
    assert (taken.status_code, now(law)["title"]) == (200, "Theirs")
    assert "Taken over: Jurisdiction, Enacted, Relations, Summary" in taken.content.decode()
    assert desk.post(change_url(law), typed(taken)).status_code == 302
    told = now(law)
    assert (told["title"], told["doubt"], told["summary"]) == ("Mine", "Only mine", "Only theirs")
    assert (told["countries"], told["relations"], told["date"]) == (["MY"], [], "2007-08")


def test_rows_i_typed_survive_when_the_rows_of_the_form_are_gone(desk, law, rahul):
    target = Entry.objects.get(slug="my-act-670-2007")
    mine = open_form(desk, law) | {
        "relations-0-relation": "repeals",
        "relations-1-relation": "implements", "relations-1-target": target.pk, "relations-TOTAL_FORMS": 2,
    }  # fmt: skip
    meanwhile(law, rahul, relations=[])
    refused = desk.post(change_url(law), mine)
    assert three_ways(refused) == {"relations": "You both changed this"}
    assert desk.post(change_url(law), typed(refused) | {"over": refused.context["newer"]["number"]}).status_code == 302
    assert {row["relation"] for row in now(law)["relations"]} == {"repeals", "implements"}


def test_rows_that_they_added_stay_beside_mine(desk, law, rahul):
    mine = open_form(desk, law) | {"doubt": "Mine"}
    there = now(law)["relations"]
    meanwhile(law, rahul, relations=[*there, {"relation": "repeals", "target": "law/my-act-670-2007"}])
    refused = desk.post(change_url(law), mine)
    assert three_ways(refused)["relations"] == "Saved already"
    desk.post(change_url(law), typed(refused) | {"over": refused.context["newer"]["number"]})
    assert len(now(law)["relations"]) == 2


def test_a_row_that_we_both_added_stands_once(desk, law, rahul):
    target = Entry.objects.get(slug="my-act-670-2007")
    mine = open_form(desk, law) | {
        "relations-1-relation": "repeals", "relations-1-target": target.pk, "relations-TOTAL_FORMS": 2, "doubt": "Mine",
    }  # fmt: skip
    both = [*now(law)["relations"], {"relation": "repeals", "target": "law/my-act-670-2007"}]
    meanwhile(law, rahul, relations=both)
    refused = desk.post(change_url(law), mine)
    assert three_ways(refused) == {"relations": "Saved already", "doubt": "Only you changed this"}
    assert desk.post(change_url(law), typed(refused) | {"over": refused.context["newer"]["number"]}).status_code == 302
    assert now(law)["relations"] == sorted(both, key=str)


def test_errors_of_my_own_come_first_and_the_newer_version_is_not_forgotten(desk, law, rahul):
    mine = open_form(desk, law) | {"title": "", "doubt": "Kept"}
    meanwhile(law, rahul, summary="Theirs")
    wrong = desk.post(change_url(law), mine)
    assert wrong.context["newer"]["fields"] is None
    assert "Please correct the error" in wrong.content.decode()
    assert typed(wrong)["doubt"] == "Kept"
    assert (
        three_ways(desk.post(change_url(law), typed(wrong) | {"title": "Mended"}))["summary"]
        == "Only they changed this"
    )


def test_a_move_meanwhile_counts_as_a_newer_version(desk, law, ana):
    mine = open_form(desk, law) | {"doubt": "Mine"}
    move(law, to=Status.IN_REVIEW, by=ana)
    refused = desk.post(change_url(law), mine)
    assert three_ways(refused)["status"] == "Saved already"
    assert "You saved this record meanwhile, in another window" in refused.content.decode()


@pytest.mark.parametrize("seen", ["", "0", "x", "99999999", "-1", "９"])
def test_a_form_that_does_not_say_what_it_saw_is_not_saved(desk, law, seen):
    before = now(law)
    data = open_form(desk, law) | {"title": "Blind"}
    assert desk.post(change_url(law), data | {"seen": seen}).status_code == 200
    assert now(law) == before


@pytest.mark.parametrize(
    "wrong", [{"relations-TOTAL_FORMS": "x"}, {"relations-INITIAL_FORMS": "99999999999"}, {"relations-0-id": "x"}, {"theirs": "no-such", "take": "1"}]
)  # fmt: skip
def test_a_form_that_was_tampered_with_is_answered_with_a_form(desk, law, rahul, wrong):
    data = open_form(desk, law) | {"doubt": "Mine"} | wrong
    meanwhile(law, rahul, summary="Theirs")
    assert desk.post(change_url(law), data).status_code == 200
    assert now(law)["doubt"] == ""


def test_vocabularies_are_guarded_in_the_same_way(desk, rahul):
    country = Country.objects.get(code="MY")
    mine = open_form(desk, country) | {"name": "Mine"}
    meanwhile(country, rahul, name="Theirs")
    assert three_ways(desk.post(change_url(country), mine)) == {"name": "You both changed this"}
    assert Country.objects.get(code="MY").name == "Theirs"


def test_a_refused_upload_leaves_no_file_behind(desk, rahul):
    resource = Resource.objects.create(title="A guide")
    mine = open_form(desk, resource) | {
        "files-0-upload": SimpleUploadedFile("guide.txt", b"A guide"), "files-0-language": "en", "files-TOTAL_FORMS": 1,
    }  # fmt: skip
    meanwhile(resource, rahul, summary="Theirs")
    assert three_ways(desk.post(change_url(resource), mine))["files"] == "Only you changed this"
    assert not File.objects.filter(entry=resource).exists()


def test_a_person_who_may_not_change_the_record_learns_nothing_from_a_refusal(client, law, rahul):
    client.force_login(rahul)
    assert client.post(change_url(law), {"title": "X", "seen": "1"}).status_code == 403


@pytest.mark.parametrize("act", ["delete", "move", "revert"])
def test_deleting_moving_and_reverting_carry_what_was_seen(desk, law, rahul, act):
    first = Change.objects.of(law).first()
    more = {"move": ["in-review"], "revert": [first.number]}.get(act, [])
    meanwhile(law, rahul, title="A second state")
    address = reverse(f"admin:legislation_law_{act}", args=[law.pk, *more])
    data = {"post": "yes", "seen": desk.get(address).context["number"]}
    meanwhile(law, rahul, title="Theirs")
    before = now(law)
    told = desk.post(address, data, follow=True).content.decode()
    assert "Rahul changed title" in told
    assert now(law) == before
    data["seen"] = desk.get(address).context["number"]
    desk.post(address, data)
    assert not Law.objects.filter(pk=law.pk).exists() or now(law) != before


def test_a_page_of_a_move_says_what_happened_since_the_form_was_opened(desk, law, rahul):
    form = desk.get(change_url(law))
    link = reverse("admin:legislation_law_move", args=[law.pk, "in-review"])
    seen = form.context["adminform"].form["seen"].value()
    assert f"{link}?seen={seen}" in form.content.decode()
    assert "Since you opened the form" not in desk.get(f"{link}?seen={seen}").content.decode()
    meanwhile(law, rahul, summary="Theirs")
    page = desk.get(f"{link}?seen={seen}").content.decode()
    assert "Since you opened the form" in page
    assert "Rahul changed summary" in page
