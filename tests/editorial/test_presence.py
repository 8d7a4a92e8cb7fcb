"""Presence: people with a record open are listed to those who may see the record."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baliportal.catalogue.models import Entry
from baliportal.editorial.models import Presence
from baliportal.editorial.models.presence import PRESENCE_TIMEOUT
from baliportal.editorial.presence import delete_expired_presences, mark_absent, mark_present, others
from legislation.models import Law

pytestmark = pytest.mark.django_db


@pytest.fixture
def law():
    return Entry.objects.get(slug="my-act-670-2007").specific


@pytest.fixture
def heartbeat(client, law):
    def post(user, **data):
        client.force_login(user)
        return client.post(reverse("admin:legislation_law_presence", args=[law.pk]), data)

    return post


def pass_time(by):
    Presence.objects.update(seen_at=timezone.now() - by)


def test_each_person_sees_the_others_and_not_themselves(heartbeat, putri, ana, law):
    assert heartbeat(putri).json()["others"] == []
    answer = heartbeat(ana).json()
    assert [other["name"] for other in answer["others"]] == ["putri"]
    assert [other["name"] for other in heartbeat(putri).json()["others"]] == ["ana"]
    assert answer["newest"]["who"] == "starter"


def test_a_reader_sees_who_is_editing_but_is_not_listed(heartbeat, putri, rahul):
    heartbeat(putri)
    assert [other["name"] for other in heartbeat(rahul).json()["others"]] == ["putri"]
    assert heartbeat(putri).json()["others"] == []


def test_a_closed_form_and_one_without_heartbeat_are_no_longer_listed(heartbeat, putri, ana, law):
    heartbeat(putri)
    heartbeat(putri, gone="1")
    assert heartbeat(ana).json()["others"] == []
    pass_time(PRESENCE_TIMEOUT + timedelta(seconds=1))
    assert others(putri, law) == []
    assert delete_expired_presences() == 1
    assert delete_expired_presences() == 0


def test_the_opening_time_is_kept_and_starts_anew_after_the_timeout(putri, ana, law):
    mark_present(ana, law)
    Presence.objects.update(opened_at=timezone.now() - timedelta(hours=2))
    mark_present(ana, law)
    [(_, since)] = others(putri, law)
    assert timezone.now() - since > timedelta(hours=1)
    pass_time(PRESENCE_TIMEOUT * 2)
    mark_present(ana, law)
    [(_, since)] = others(putri, law)
    assert timezone.now() - since < timedelta(minutes=1)
    mark_absent(ana, law)
    mark_absent(ana, law)


def test_presence_is_not_found_for_a_record_that_the_person_may_not_see(client, law, putri, tomasi, django_user_model):
    mark_present(putri, law)
    address = reverse("admin:legislation_law_presence", args=[law.pk])
    assert client.post(address).status_code == 302
    client.force_login(tomasi)
    assert client.post(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    assert client.post(address).status_code == 404
    assert Presence.objects.count() == 1


def test_presence_needs_post_and_an_existing_record(client, putri, law):
    client.force_login(putri)
    assert client.get(reverse("admin:legislation_law_presence", args=[law.pk])).status_code == 405
    assert client.post(reverse("admin:legislation_law_presence", args=[10**9])).status_code == 404


def test_a_record_that_somebody_has_open_can_be_deleted(putri):
    law = Law.objects.create(title="An Act")
    mark_present(putri, law)
    law.delete()
    assert not Presence.objects.exists()
