"""Saved reports: the form, who sees and follows them, deleting."""

import pytest
from django.urls import reverse

from baliportal.reports.models import SavedReport
from baliportal.reports.snapshots import make_report

pytestmark = pytest.mark.django_db
FORM = {"name": "Laws of Fiji", "address": "/reports/legislation-register/?country=FJ", "suffix": "csv", "every": ""}


def test_the_address_of_a_page_says_what_is_saved(client, person):
    client.force_login(person("Editor"))
    page = client.get(reverse("admin:reports_savedreport_add"), {"address": FORM["address"]})
    assert 'value="/reports/legislation-register/?country=FJ"' in page.content.decode()
    response = client.post(reverse("admin:reports_savedreport_add"), FORM | {"every": "week"})
    assert response.status_code == 302, response.content.decode()
    created = SavedReport.objects.get()
    assert (created.report, created.question, created.owner.username) == (
        "legislation-register",
        "country=FJ",
        "editor",
    )
    assert created.base == "http://testserver"
    assert created.next_at.weekday() == 0


@pytest.mark.parametrize(
    "beginning",
    ["https://evil.example", "//evil.example", "https://testserver@evil.example", "http://testserver.evil.example",
     "ftp://testserver", "///evil.example"],
)  # fmt: skip
def test_a_report_of_another_site_is_refused_in_words(client, person, beginning):
    client.force_login(person("Editor"))
    response = client.post(reverse("admin:reports_savedreport_add"), FORM | {"address": beginning + FORM["address"]})
    assert response.status_code == 200
    assert "an address of another site: only reports of testserver can be saved." in response.content.decode()
    assert not SavedReport.objects.exists()


def test_a_report_of_this_site_may_be_named_with_its_host(client, person):
    client.force_login(person("Editor"))
    client.post(reverse("admin:reports_savedreport_add"), FORM | {"address": f"http://testserver{FORM['address']}"})
    assert SavedReport.objects.get().question == "country=FJ"


@pytest.mark.parametrize(
    "address",
    [
        "/legislation/", "/reports/no-such-report/", "https://[", "/reports/legislation-register/?from_year=soon",
        "/reports/legislation-register/?columns=titel", "/admin/reports/sign-ins/",
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_in_words(client, person, address):
    client.force_login(person("Editor"))
    response = client.post(reverse("admin:reports_savedreport_add"), FORM | {"address": address})
    assert response.status_code == 200
    assert response.context["errors"]
    assert address in response.content.decode().replace("&amp;", "&")
    assert not SavedReport.objects.exists()


def test_people_who_may_not_see_a_report_do_not_see_that_it_was_saved(client, person, saved):
    saved_report = saved(report="sign-ins", question="", owner=person("Administrator", "keeper"))
    page = reverse("admin:reports_savedreport_change", args=[saved_report.pk])
    client.force_login(person("Editor"))
    assert saved_report.name not in client.get(reverse("admin:reports_savedreport_changelist")).content.decode()
    assert client.get(page).status_code == 302
    client.force_login(person("Auditor"))
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("many", [False, True])
def test_deleting_a_saved_report_deletes_its_kept_files(
    client, person, saved, settings, many, django_capture_on_commit_callbacks
):
    saved_report = saved()
    make_report(saved_report)
    client.force_login(person("Publisher"))
    name = "changelist" if many else "delete"
    data = {"action": "delete_selected", "_selected_action": [saved_report.pk]} if many else {}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse(f"admin:reports_savedreport_{name}", args=[] if many else [saved_report.pk]), data | {"post": "yes"}
        )
    assert not SavedReport.objects.exists()
    assert list(settings.REPORTS_ROOT.iterdir()) == []


def test_following_is_one_button(client, person, saved):
    saved_report, editor = saved(), person("Editor")
    client.force_login(editor)
    for expected in (True, False):
        page = client.post(reverse("admin:reports_savedreport_follow", args=[saved_report.pk]), follow=True)
        assert ("No more e-mail to me" in page.content.decode()) == expected
        assert ("E-mail me when it is made" in page.content.decode()) != expected
        assert saved_report.followers.filter(pk=editor.pk).exists() == expected


def test_parameters_that_no_report_reads_are_not_saved(client, person):
    client.force_login(person("Editor"))
    address = "/reports/legislation-register/?utm=1&columns=Title&country=fj&page=3&from_year=2001&from_year="
    client.post(reverse("admin:reports_savedreport_add"), FORM | {"address": address})
    assert SavedReport.objects.get().question == "country=FJ&columns=title"
