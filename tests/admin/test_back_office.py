"""The secretariat at its desk: every form opens, every act is one line of history, and there is a way back."""

import pytest
from django.contrib import admin
from django.urls import reverse

from baliportal.catalogue.models import Change, Country, Entry, Topic
from baliportal.catalogue.publishing import Status
from legislation.models import Law, LawRelation
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model.__module__.split(".")[0] not in ("django",)]


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def head(admin_client):
    return admin_client


def form_data(response):
    """Return the POST data of the open form unchanged, inlines included."""
    data = {}
    adminform = response.context["adminform"].form
    for form in [adminform, *(f for inline in response.context["inline_admin_formsets"] for f in inline.formset.forms)]:
        for field in form:
            value = field.value()
            if value not in (None, "") and value is not False:
                data[field.html_name] = [str(v) for v in value] if isinstance(value, list | tuple) else str(value)
    for inline in response.context["inline_admin_formsets"]:
        for field in inline.formset.management_form:
            data[field.html_name] = field.value()
    return data


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_can_be_opened_searched_and_filtered(head, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert head.get(address).status_code == 200
    assert head.get(address, {"q": "trafficking"}).status_code == 200


@pytest.mark.parametrize("model", [m for m in OURS if m is not Entry], ids=lambda model: model.__name__)
def test_every_form_opens_and_shows_its_history(head, model):
    thing = model._default_manager.first()
    if thing is None:
        pytest.skip("the starter content has none")
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert head.get(reverse(f"{base}_change", args=[thing.pk])).status_code == 200
    assert head.get(reverse(f"{base}_history", args=[thing.pk])).status_code == 200


@pytest.mark.parametrize(
    "slug", ["my-act-670-2007", "ad-hoc-group-9", "rmas", "actip", "policy-guide-protecting-victims", "my", "iom"]
)
def test_saving_a_form_unchanged_writes_no_history(desk, slug):
    entry = Entry.objects.exclude(kind="help-line").get(slug=slug).specific
    meta = entry._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
    before = Change.objects.of(entry).count()
    response = desk.post(address, form_data(desk.get(address)))
    assert response.status_code == 302, response.context["errors"]
    assert Change.objects.of(entry).count() == before


def test_one_save_with_fields_links_and_rows_is_one_line(desk):
    law = Law.objects.get(slug="my-act-670-2007")
    address = reverse("admin:legislation_law_change", args=[law.pk])
    target = Entry.objects.get(slug="my-passports-1966")
    data = form_data(desk.get(address)) | {
        "title": "A new title",
        "topics": [str(Topic.objects.get(slug="extradition").pk)],
        "relations-TOTAL_FORMS": 1,
        "relations-0-relation": "repeals",
        "relations-0-target": target.pk,
    }
    before = Change.objects.of(law).count()
    assert desk.post(address, data).status_code == 302
    assert Change.objects.of(law).count() == before + 1
    change = Change.objects.of(law).first()
    assert (change.who, change.route, change.verb) == ("ana", "form", "changed")
    assert change.record["relations"] == [{"relation": "repeals", "target": "law/my-passports-1966"}]
    history = desk.get(reverse("admin:legislation_law_history", args=[law.pk])).content.decode()
    assert "A new title" in history
    assert "extradition" in history


def test_reverting_gives_back_fields_links_and_rows_and_is_itself_in_the_history(desk):
    law = Law.objects.get(slug="my-act-670-2007")
    first = Change.objects.of(law).first()
    law.topics.clear()
    LawRelation.objects.create(law=law, relation="repeals", target=Entry.objects.get(slug="my-passports-1966"))
    address = reverse("admin:legislation_law_revert", args=[law.pk, first.number])
    assert desk.get(address).status_code == 200
    desk.post(address)
    newest = Change.objects.of(law).first()
    assert (newest.verb, newest.who) == ("reverted", "ana")
    assert newest.record == first.record


def test_a_deleted_record_can_be_brought_back_as_a_draft(desk):
    law = Law.objects.create(title="Deleted by mistake", summary="Once here")
    law.countries.add(Country.objects.get(code="MY"))
    address = reverse("admin:legislation_law_delete", args=[law.pk])
    assert desk.post(address, {"post": "yes"}).status_code == 302
    gone = Change.objects.of(law).first()
    assert gone.verb == "deleted"
    desk.post(reverse("admin:catalogue_change_restore", args=[gone.number]))
    back = Law.objects.get(public_id=law.public_id)
    assert (back.summary, back.status, back.slug) == ("Once here", Status.DRAFT, law.slug)
    assert [country.code for country in back.countries.all()] == ["MY"]


def test_what_others_name_cannot_be_deleted_and_the_page_says_so(desk):
    rso = Entry.objects.get(kind="organisation", slug="rso")
    address = reverse("admin:members_organisation_delete", args=[rso.pk])
    page = desk.get(address).content.decode()
    assert "Cannot delete organisation" in page
    assert "Third RSO Constructive Dialogue" in page
    desk.post(address, {"post": "yes"})
    assert Entry.objects.filter(pk=rso.pk).exists()


def test_buttons_and_actions_move_only_as_the_person_may(client, putri, ana):
    law = Law.objects.create(title="To be published", source_note="The gazette")
    client.force_login(putri)
    change = reverse("admin:legislation_law_change", args=[law.pk])
    assert "/move/published/" not in client.get(change).content.decode()
    client.post(reverse("admin:legislation_law_move", args=[law.pk, "published"]))
    assert Law.objects.get(pk=law.pk).status == Status.DRAFT
    client.post(reverse("admin:legislation_law_move", args=[law.pk, "in-review"]), {"note": "Please look"})
    assert Change.objects.of(law).first().note == "Please look"
    client.force_login(ana)
    action = {"action": "publish", "_selected_action": [law.pk]}
    client.post(reverse("admin:legislation_law_changelist"), action)
    assert Law.objects.get(pk=law.pk).status == Status.IN_REVIEW, "the preview does nothing yet"
    client.post(reverse("admin:legislation_law_changelist"), action | {"confirmed": "yes"})
    assert Law.objects.get(pk=law.pk).status == Status.PUBLISHED


def test_the_back_office_is_closed_to_officials_and_visitors(client, tomasi):
    for _ in range(2):
        for model in OURS:
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            assert client.get(address).status_code == 302
        client.force_login(tomasi)


def test_the_journal_cannot_be_changed_in_the_back_office(head):
    change = Change.objects.first()
    address = reverse("admin:catalogue_change_change", args=[change.number])
    assert head.post(address, {"title": "Forged"}).status_code == 403
    assert head.get(reverse("admin:catalogue_change_add")).status_code == 403
    assert head.post(reverse("admin:catalogue_change_delete", args=[change.number])).status_code == 403


def test_a_meeting_that_ends_before_it_begins_is_refused_with_words(desk):
    meeting = Workshop.objects.get(slug="ad-hoc-group-9")
    address = reverse("admin:workshops_workshop_change", args=[meeting.pk])
    response = desk.post(address, form_data(desk.get(address)) | {"end_date": "2014"})
    assert "The last day lies before the first." in response.content.decode()
    assert Workshop.objects.get(pk=meeting.pk).end_date == meeting.end_date
