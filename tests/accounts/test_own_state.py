"""An official of one member state writes for that state only, in every field and row, and sees nothing hidden."""

import pytest
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Country, Entry
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.editorial.models import Proposal
from legislation.models import Agreement, Law, LawRelation
from members.models import InformationSystem, MemberState
from tests.staff import FOREIGN_STATE, OWN_STATE
from workshops.models import Workshop

from ..editorial.form import change_url, form_data, send

pytestmark = pytest.mark.django_db
ADD = "/admin/legislation/law/add/"


@pytest.fixture
def desk(client, person):
    client.force_login(person("Contributor", "tomasi"))
    return client


def pk(code):
    return str(Country.objects.get(code=code).pk)


def codes(entry):
    return sorted(country.code for country in entry.countries.all())


def choices(client, model, field, term=""):
    data = {
        "app_label": model._meta.app_label,
        "model_name": model._meta.model_name,
        "field_name": field,
        "term": term,
    }
    return [found["text"] for found in client.get(reverse("admin:autocomplete"), data).json()["results"]]


# Writing


def test_an_official_drafts_for_their_own_state(desk):
    page = desk.get(ADD)
    data = form_data(page)
    assert data["countries"] == [pk(OWN_STATE)]
    desk.post(ADD, data | {"title": "A bill"})
    law = Law.objects.get(title="A bill")
    assert (codes(law), law.status) == ([OWN_STATE], Status.DRAFT)
    assert Change.objects.of(law).get().who == "tomasi"


@pytest.mark.parametrize("countries", [[FOREIGN_STATE], [OWN_STATE, FOREIGN_STATE], []])
def test_an_official_drafts_for_no_other_state_and_not_without_a_state(desk, countries):
    data = form_data(desk.get(ADD)) | {"title": "A bill", "countries": [pk(code) for code in countries]}
    assert desk.post(ADD, data).status_code == 200
    assert not Law.objects.filter(title="A bill").exists()


def test_an_official_changes_their_draft_and_cannot_give_it_to_another_state(desk, record):
    law = record("A bill")
    assert send(desk, law, summary="In short").status_code == 302
    assert Law.objects.get(pk=law.pk).summary == "In short"
    assert send(desk, law, countries=[pk(FOREIGN_STATE)]).status_code == 200
    assert codes(law) == [OWN_STATE]


def test_a_published_record_of_ones_own_state_is_changed_by_proposal(desk, record):
    law = record(status=Status.PUBLISHED)
    send(desk, law, summary="In short")
    assert Law.objects.get(pk=law.pk).summary == ""
    assert Proposal.objects.get().record["summary"] == "In short"


def test_an_official_submits_their_draft_for_review_and_cannot_publish_it(desk, record):
    law = record()
    desk.post(change_url(law, "move", "in-review"), {"note": "Ready"})
    assert Law.objects.get(pk=law.pk).status == Status.IN_REVIEW
    assert desk.post(change_url(law, "move", "published")).status_code == 403
    assert Law.objects.get(pk=law.pk).status == Status.IN_REVIEW


def test_list_actions_change_no_record_of_another_state(desk, record):
    foreign = record(state=FOREIGN_STATE, status=Status.PUBLISHED)
    draft = record(state=FOREIGN_STATE)
    data = {"action": "submit", "_selected_action": [foreign.pk, draft.pk], "confirmed": "yes"}
    desk.post("/admin/legislation/law/", data)
    assert {e.status for e in Law.objects.filter(pk__in=[foreign.pk, draft.pk])} == {Status.PUBLISHED, Status.DRAFT}


def test_an_official_without_a_state_writes_nothing(client, person, record):
    client.force_login(person("Contributor", "nobody-yet", state=None))
    stateless = record(state="", status=Status.PUBLISHED)
    for entry in (record(), stateless):
        assert client.post(change_url(entry), {"title": "Mine"}).status_code in (403, 404)
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"title": "A bill"}).status_code == 403


# Fields and rows


def test_other_fields_and_rows_accept_only_ones_own_state(desk, record):
    meeting = record("A meeting", model=Workshop)
    values = {"place": pk(FOREIGN_STATE), "host_countries": [pk(FOREIGN_STATE)], "co_chairs": [pk(FOREIGN_STATE)]}
    for name, value in values.items():
        response = send(desk, meeting, **{name: value})
        assert response.context["adminform"].form.errors.keys() == {name}
    rows = {"attendances-TOTAL_FORMS": 1, "attendances-0-role": "participant"}
    assert send(desk, meeting, **rows, **{"attendances-0-country": pk(FOREIGN_STATE)}).status_code == 200
    assert send(desk, meeting, **rows, **{"attendances-0-country": pk(OWN_STATE)}).status_code == 302


def test_present_references_to_other_states_are_preserved(desk, record):
    meeting = record("A meeting", model=Workshop, place=Country.objects.get(code=FOREIGN_STATE))
    meeting.attendances.create(country=Country.objects.get(code=FOREIGN_STATE))
    assert send(desk, meeting, city="Suva").status_code == 302
    meeting.refresh_from_db()
    assert (meeting.city, meeting.place.code, meeting.attendances.count()) == ("Suva", FOREIGN_STATE, 1)


def test_autocomplete_finds_only_visible_records(desk, record):
    record("A hushed bill of another state", state=FOREIGN_STATE)
    record("A bill of our own", state=OWN_STATE)
    record("A hushed paper", status=Status.PUBLISHED, visibility=Visibility.SECRETARIAT)
    for model, field in [(LawRelation, "target"), (Agreement, "ratifying_laws")]:
        assert choices(desk, model, field, "hushed") == []
        assert choices(desk, model, field, "bill of our own") == ["A bill of our own"]
    for model, field in [(Law, "countries"), (MemberState, "country"), (InformationSystem, "countries")]:
        assert choices(desk, model, field) == ["Fiji"]


def test_a_hidden_record_cannot_be_referred_to_by_its_primary_key(desk, record):
    secret, own = record("A secret bill", state=FOREIGN_STATE), record("A bill")
    row = {"relations-TOTAL_FORMS": 1, "relations-0-relation": "amends", "relations-0-target": secret.pk}
    assert send(desk, own, **row).status_code == 200
    assert not own.relations.exists()


def test_hidden_references_are_not_shown_and_survive_a_save(desk, record):
    secret, own = record("A secret bill", state=FOREIGN_STATE), record("A bill")
    pact = record("A pact", model=Agreement)
    pact.ratifying_laws.add(secret)
    own.relations.create(relation="amends", target=Entry.objects.get(pk=secret.pk))
    for entry in (own, pact):
        assert "secret bill" not in desk.get(change_url(entry)).content.decode()
        assert send(desk, entry, summary="In short").status_code == 302
    assert own.relations.count() == pact.ratifying_laws.count() == 1


def test_an_official_cannot_make_a_record_visible_to_the_secretariat_only(desk, record):
    assert send(desk, record(), visibility="secretariat").status_code == 200
    assert send(desk, record(), visibility="officials").status_code == 302


# Seeing


def test_lists_hold_published_records_and_those_of_ones_own_state(desk, record):
    seen = [record("Own draft"), record("Foreign", state=FOREIGN_STATE, status=Status.PUBLISHED),
            record("For officials", state=FOREIGN_STATE, status=Status.PUBLISHED, visibility="officials")]  # fmt: skip
    hidden = [record("Their draft", state=FOREIGN_STATE), record("A shared draft", state=f"{OWN_STATE} {FOREIGN_STATE}"),
              record("Of no state", state=""), record("Secret", visibility="secretariat"),
              record("Withdrawn", state=FOREIGN_STATE, status=Status.WITHDRAWN)]  # fmt: skip
    for address in ("/admin/legislation/law/", "/admin/catalogue/entry/"):
        listed = set(desk.get(address, {"all": ""}).context["cl"].queryset.values_list("pk", flat=True))
        assert {law.pk for law in seen} <= listed
        assert not {law.pk for law in hidden} & listed


def test_the_history_of_another_states_record_is_refused(desk, record):
    foreign = record(state=FOREIGN_STATE, status=Status.PUBLISHED)
    assert desk.get(change_url(foreign)).status_code == 200
    assert desk.get(change_url(foreign, "history")).status_code == 403
    assert desk.get(change_url(record(), "history")).status_code == 200


def test_an_official_cannot_restore_a_deleted_record(desk, record):
    law = record()
    law.delete()
    gone = Change.objects.of(law).first()
    assert desk.post(reverse("admin:catalogue_change_restore", args=[gone.number])).status_code == 403


def test_a_public_page_links_to_its_form_only_for_users_who_may_change_it(desk, record):
    own, foreign = record(status=Status.PUBLISHED), record("Foreign", state=FOREIGN_STATE, status=Status.PUBLISHED)
    assert "Edit this record" in desk.get(own.get_absolute_url()).content.decode()
    assert "Edit this record" not in desk.get(foreign.get_absolute_url()).content.decode()


def test_marking_two_records_as_no_duplicates_needs_permission_to_change_both(desk, record):
    own, also_own = record("A bill on passports"), record("A bill on passports")
    foreign = record("A bill on passports", state=FOREIGN_STATE, status=Status.PUBLISHED)
    for one, other, status in [(own, foreign, 403), (foreign, own, 403), (own, also_own, 302)]:
        assert desk.post(change_url(one, "apart", other.public_id)).status_code == status
    page = desk.get(change_url(own)).content.decode()
    assert change_url(own, "apart", foreign.public_id) not in page
    assert change_url(own, "merge", foreign.public_id) not in page


def test_the_workflow_refuses_a_move_of_another_states_record(person, record):
    tomasi = person("Contributor", "tomasi")
    foreign = record(state=FOREIGN_STATE)
    with pytest.raises(Exception, match="may not take"), journal.recording(by=tomasi):
        move(foreign, to=Status.IN_REVIEW, by=tomasi)


def test_a_record_is_not_reverted_to_a_version_that_belonged_to_another_state_too(desk, record):
    law = record(state=f"{OWN_STATE} {FOREIGN_STATE}")
    both = Change.objects.of(law).first()
    law.countries.set([Country.objects.get(code=OWN_STATE)])
    law.refresh_from_db()
    law.summary = "Own alone"
    law.save()
    desk.post(change_url(law, "revert", both.number))
    assert (codes(law), Law.objects.get(pk=law.pk).summary) == ([OWN_STATE], "Own alone")
    own = Change.objects.of(law).first()
    law.summary = "Later"
    law.save()
    desk.post(change_url(law, "revert", own.number))
    assert Law.objects.get(pk=law.pk).summary == "Own alone"
