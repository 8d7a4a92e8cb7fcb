"""Limits of what a request may bring: what exceeds them is refused or cut with a message, and no input is lost silently."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.http import urlencode

from baliportal.traffic.limits import TrafficLimits
from legislation.models import Law, Provision

from .form import change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(admin_client):
    admin_client.raise_request_exception = False
    return admin_client


def test_a_law_of_140_provisions_is_saved(desk, record):
    law = record()
    Provision.objects.bulk_create([Provision(law=law, pinpoint=f"s {number}") for number in range(140)])
    data = form_data(desk.get(change_url(law)))
    rows = {
        f"provisions-{number}-{name}": ""
        for number in range(140)
        for name in ("text", "translation", "article", "treaty", "language", "in_force_date")
    }
    sent = rows | data | {"title": "Saved", "provisions-139-pinpoint": "s 140"}
    assert len(sent) > 1000
    assert desk.post(change_url(law), sent).status_code == 302
    law.refresh_from_db()
    assert (law.title, law.provisions.filter(pinpoint="s 140").count()) == ("Saved", 1)


def test_more_fields_than_the_portal_takes_are_refused_with_a_sentence(desk, record):
    law = record()
    sent = form_data(desk.get(change_url(law))) | {"title": "Lost?"} | {f"x-{n}": "" for n in range(20_001)}
    response = desk.post(change_url(law), sent)
    page = response.content.decode()
    assert response.status_code == 413
    assert "too many fields. Nothing was saved." in page
    assert "still kept in this browser" in page
    assert f'href="{change_url(law)}"' in page
    assert not [name for name in response.cookies if name.startswith("saved-")]
    assert Law.objects.get(pk=law.pk).title == "An Act"


def test_more_text_than_the_portal_takes_is_refused_with_a_sentence(desk, record, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    law = record()
    sent = form_data(desk.get(change_url(law))) | {"summary": "x" * 20_000}
    response = desk.post(change_url(law), urlencode(sent), "application/x-www-form-urlencoded")
    assert (response.status_code, "too much text" in response.content.decode()) == (413, True)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(desk, settings):
    settings.TRAFFIC = TrafficLimits(largest_upload=1000, largest_body=100)
    file = {"file": SimpleUploadedFile("laws.csv", b"x" * 2000)}
    assert desk.post(reverse("admin:legislation_law_import"), file).status_code == 413
    desk.logout()
    for address in (reverse("admin:login"), "/tell-us/", "/accounts/", "/"):
        assert desk.post(address, {"username": "x" * 200}).status_code == 413


@pytest.mark.parametrize("address", ["/admin/login/", "/tell-us/", "/search/"])
def test_who_is_not_signed_in_sends_no_file(client, address, settings):
    settings.FILE_UPLOAD_HANDLERS = ["a handler that would store it"]
    refused = client.post(address, {"username": "vera", "file": SimpleUploadedFile("laws.csv", b"x" * 2000)})
    assert refused.status_code == 413
    assert "people who are signed in may send files" in refused.content.decode()


def test_a_search_of_1200_words_searches_the_first_and_says_so(desk, record):
    record(title="Alpha beta")
    response = desk.get(reverse("admin:legislation_law_changelist"), {"q": "alpha " * 1200})
    assert [str(law) for law in response.context["cl"].result_list] == ["Alpha beta"]
    assert "Only the first 40 words were searched for." in response.content.decode()


def test_what_cannot_be_saved_comes_back_as_it_was_typed(desk, record):
    law = record()
    data = form_data(desk.get(change_url(law))) | {"title": "Typed by me", "doubt": "a doubt"}
    for name in [name for name in data if name.endswith("_FORMS")]:
        del data[name]
    response = desk.post(change_url(law), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Typed by me" in page
    assert "ManagementForm data is missing" in page
    assert Law.objects.get(pk=law.pk).title == "An Act"
