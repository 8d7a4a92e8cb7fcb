"""Who else has a record open is told to whoever may see the record, while it lasts."""

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
def speak(client, law):
    def word(user, **data):
        client.force_login(user)
        return client.post(reverse("admin:legislation_law_presence", args=[law.pk]), data)

    return word


def pass_time(by):
    Presence.objects.update(seen_at=timezone.now() - by)


def test_each_hears_of_the_others_and_not_of_himself(speak, putri, ana, law):
    assert speak(putri).json()["others"] == []
    told = speak(ana).json()
    assert [other["name"] for other in told["others"]] == ["putri"]
    assert [other["name"] for other in speak(putri).json()["others"]] == ["ana"]
    assert told["newest"]["who"] == "starter"


def test_a_reader_hears_who_is_at_work_but_is_not_at_work_himself(speak, putri, rahul):
    speak(putri)
    assert [other["name"] for other in speak(rahul).json()["others"]] == ["putri"]
    assert speak(putri).json()["others"] == []


def test_a_form_that_closes_says_so_and_one_that_went_silent_is_forgotten(speak, putri, ana, law):
    speak(putri)
    speak(putri, gone="1")
    assert speak(ana).json()["others"] == []
    pass_time(PRESENCE_TIMEOUT + timedelta(seconds=1))
    assert others(putri, law) == []
    assert delete_expired_presences() == 1
    assert delete_expired_presences() == 0


def test_since_when_is_since_the_form_was_opened_and_begins_anew_after_a_silence(putri, ana, law):
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


def test_nobody_hears_anything_of_a_record_that_he_may_not_see(client, law, putri, tomasi, django_user_model):
    mark_present(putri, law)
    address = reverse("admin:legislation_law_presence", args=[law.pk])
    assert client.post(address).status_code == 302
    client.force_login(tomasi)
    assert client.post(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    assert client.post(address).status_code == 404
    assert Presence.objects.count() == 1


def test_it_is_said_by_post_alone_and_not_of_what_is_not_there(client, putri, law):
    client.force_login(putri)
    assert client.get(reverse("admin:legislation_law_presence", args=[law.pk])).status_code == 405
    assert client.post(reverse("admin:legislation_law_presence", args=[10**9])).status_code == 404


def test_a_record_that_somebody_has_open_can_be_deleted(putri):
    law = Law.objects.create(title="An Act")
    mark_present(putri, law)
    law.delete()
    assert not Presence.objects.exists()
