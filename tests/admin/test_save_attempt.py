"""One save of a form is one object that says what came of it; an admin is put together from features in one place."""

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.admin.features import FeatureAdmin
from baliportal.catalogue.admin.record_forms import RecordForms
from baliportal.catalogue.admin.save_attempt import Outcome, SaveAttempt
from baliportal.catalogue.models import Change, Country, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from baliportal.editorial.models import Proposal
from legislation.models import CoverageCheck, Law

from ..bench.save_walk import overrides, own_classes
from .test_back_office import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db):
    return Law.objects.create(title="An Act", source_note="The gazette")


def attempt(client, user, law, **typed):
    """The attempt of this person to save a law with these values typed over the form as it was opened."""
    client.force_login(user)
    data = form_data(client.get(reverse("admin:legislation_law_change", args=[law.pk]))) | typed
    request = RequestFactory(HTTP_HOST="localhost").post("/", data)
    request.user, request.session, request._messages = user, {}, None
    request._messages = FallbackStorage(request)
    made = SaveAttempt(admin.site.get_model_admin(Law), request, str(law.pk))
    return made, data


def test_a_save_says_who_on_top_of_which_version_and_what_was_saved(client, ana, law):
    saving, data = attempt(client, ana, law, title="Another", work="0123456789abcdef")
    assert (saving.by, saving.seen, saving.accepted, saving.taken_fields) == (ana, int(data["seen"]), None, [])
    response = saving.run()
    assert (saving.outcome, saving.saved.title, saving.entry.pk) == (Outcome.SAVED, "Another", law.pk)
    assert response.status_code == 302
    assert "saved-0123456789abcdef" in response.cookies
    assert any("Title changed; version 2." in text for _, text in saving.messages)


def test_a_save_over_a_newer_version_is_a_conflict_that_writes_nothing_and_keeps_the_draft(client, ana, rahul, law):
    saving, _ = attempt(client, ana, law, title="Mine", work="0123456789abcdef")
    with journal.recording(by=rahul):
        apply_record(Law.objects.get(pk=law.pk), {"title": "Theirs"})
    newest = Change.objects.of(law).first().number
    response = saving.run()
    assert (saving.outcome, saving.version_before, saving.messages) == (Outcome.CONFLICT, newest, [])
    assert (response.status_code, Law.objects.get(pk=law.pk).title) == (200, "Theirs")
    assert Change.objects.of(law).first().number == newest
    assert not response.cookies


def test_a_save_by_a_person_who_may_not_publish_is_a_proposal_and_leaves_the_record(client, putri, law):
    move(law, to=Status.PUBLISHED, by=journal.SYSTEM)
    newest = Change.objects.of(law).first().number
    saving, _ = attempt(client, putri, law, title="Proposed", work="0123456789abcdef")
    response = saving.run()
    assert (saving.outcome, Law.objects.get(pk=law.pk).title) == (Outcome.PROPOSED, "An Act")
    assert Proposal.objects.get(entry=law).record["title"] == "Proposed"
    assert Change.objects.of(law).first().number == newest
    assert "saved-0123456789abcdef" in response.cookies


def test_a_form_with_errors_is_refused_and_comes_back_as_typed(client, ana, law):
    saving, _ = attempt(client, ana, law, title="", doubt="Typed")
    response = saving.run()
    assert (saving.outcome, response.status_code) == (Outcome.REFUSED, 200)
    assert response.context_data["adminform"].form["doubt"].value() == "Typed"


def test_a_person_overtaken_by_a_concurrent_writer_keeps_what_they_typed(admin_client, monkeypatch):
    """Both forms were valid; the other is written in between."""
    CoverageCheck.objects.all().delete()
    pair = {"country": Country.objects.get(code="FJ"), "topic": Topic.objects.first()}
    save = RecordForms.save

    def overtaken(self):
        CoverageCheck.objects.create(**pair)
        return save(self)

    monkeypatch.setattr(RecordForms, "save", overtaken)
    address = reverse("admin:legislation_coveragecheck_add")
    typed = {name: thing.pk for name, thing in pair.items()} | {"note": "Typed by me"}
    response = admin_client.post(address, form_data(admin_client.get(address)) | typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Typed by me" in page
    assert any("Nothing was saved" in str(each) for each in get_messages(response.wsgi_request)) or (
        "Nothing was saved" in page
    )


# How an admin is put together


def test_the_admin_of_a_kind_stands_on_few_classes_and_collects_addresses_in_one_place():
    law_admin = type(admin.site.get_model_admin(Law))
    assert len(own_classes(law_admin)) <= 8
    for hook in ("get_urls", "get_actions", "get_list_filter", "render_change_form", "history_view", "changeform_view"):
        assert len(overrides(law_admin, hook)) == 1, hook


def test_every_address_of_a_feature_is_an_address_of_the_admin():
    for model_admin in admin.site._registry.values():
        if isinstance(model_admin, FeatureAdmin):
            names = [pattern.name for pattern in model_admin.get_urls()]
            added = [model_admin.url_name(name) for each in model_admin.active_features for _, _, name in each.urls()]
            assert set(added) <= set(names)
            assert len(added) == len(set(added)), "two features of one admin have the same address"
