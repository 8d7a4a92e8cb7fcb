"""Admin pages of the link checker: list, filters and buttons."""

import pytest
from django.urls import reverse

from baliportal.linkcheck.admin import WebAddressAdmin
from baliportal.linkcheck.models import Result, WebAddress
from baliportal.linkcheck.running import check_due

from .link_checks import FakeChecker, check_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(admin_client, monkeypatch, settings):
    settings.LINK_CHECKS = True
    monkeypatch.setattr(WebAddressAdmin, "checker", lambda self: FakeChecker(dead=Result.DEAD))
    return admin_client


def test_the_list_shows_age_and_result_and_filters(desk, law):
    address = reverse("admin:linkcheck_webaddress_changelist")
    assert "never" in desk.get(address).content.decode()
    check_on([0, 1, 2])
    page = desk.get(address, {"standing": "broken"}).content.decode()
    assert "6 times, broken" in page
    for standing in ("failing", "unclear", "unchecked", "working"):
        assert ("dead.example" in desk.get(address, {"standing": standing}).content.decode()) is (standing == "failing")


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, "Not checked yet"),
        ({"result": Result.OK, "status_code": 200}, "Works (HTTP 200)"),
        ({"result": Result.OK, "note": "Looked at by a person"}, "Works. Looked at by a person"),
        ({"result": Result.DEAD, "status_code": 404, "note": "Not Found"}, "Gone (HTTP 404). Not Found"),
    ],
)
def test_a_result_is_told_with_its_http_status_and_note(values, text):
    assert WebAddress(**values).result_text == text


def test_a_link_leads_to_the_records_that_name_it(desk, law):
    page = desk.get(reverse("admin:linkcheck_webaddress_change", args=[WebAddress.objects.get().pk])).content.decode()
    assert reverse("admin:legislation_law_change", args=[law.pk]) in page


def test_check_now_and_mark_as_fine(desk, law):
    pk = WebAddress.objects.get().pk
    desk.post(reverse("admin:linkcheck_webaddress_check", args=[pk]))
    assert WebAddress.objects.get().result == "dead"
    desk.post(reverse("admin:linkcheck_webaddress_fine", args=[pk]))
    assert WebAddress.objects.get().result == "ok"
    action = {"action": "check_now", "_selected_action": [pk]}
    desk.post(reverse("admin:linkcheck_webaddress_changelist"), action)
    assert WebAddress.objects.get().result == "dead"


def test_with_checks_off_no_request_is_sent_and_every_page_says_so(desk, law, settings, monkeypatch):
    settings.LINK_CHECKS = False
    pk = WebAddress.objects.get().pk
    page = desk.post(reverse("admin:linkcheck_webaddress_check", args=[pk]), follow=True).content.decode()
    assert "Nothing was checked. Link checks are off on this portal" in page
    assert WebAddress.objects.get().result == "unchecked"
    for address in (reverse("admin:linkcheck_webaddress_changelist"), reverse("admin:index")):
        assert "Link checks are off on this portal" in desk.get(address).content.decode()
    settings.LINK_CHECKS = True
    for address in (reverse("admin:linkcheck_webaddress_changelist"), reverse("admin:index")):
        assert "Link checks are off" not in desk.get(address).content.decode()


def test_more_links_than_a_person_waits_for_are_left_to_housekeeping(desk, own_addresses):
    own_addresses(30)
    check_due(checker=FakeChecker())
    pks = list(WebAddress.objects.values_list("pk", flat=True))
    action = {"action": "check_now", "_selected_action": pks}
    page = desk.post(reverse("admin:linkcheck_webaddress_changelist"), action, follow=True).content.decode()
    assert "10 checked: 10 ok." in page
    assert "20 more will be checked by the next housekeeping." in page
    assert WebAddress.objects.due().count() == 20


@pytest.mark.parametrize("name", ["check", "fine"])
def test_the_buttons_are_for_who_may_change_links_and_for_post(client, desk, putri, law, name):
    address = reverse(f"admin:linkcheck_webaddress_{name}", args=[WebAddress.objects.get().pk])
    assert desk.get(address).status_code == 404
    client.force_login(putri)
    assert client.post(address).status_code == 403
    assert client.get(reverse("admin:linkcheck_webaddress_changelist")).status_code == 403


def test_the_list_takes_few_queries_however_many_links(desk, own_addresses, django_assert_max_num_queries):
    own_addresses(60)
    with django_assert_max_num_queries(8):
        desk.get(reverse("admin:linkcheck_webaddress_changelist"))
