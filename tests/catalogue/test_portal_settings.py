"""An administrator sets the mailboxes of the portal and where its exit leads; every page follows at once."""

import pytest

from baliportal.catalogue.models import Change, JournalHead, PortalSettings
from baliportal.catalogue.portal_settings import DEFAULT_EXIT_URL, exit_url, portal_settings

pytestmark = pytest.mark.django_db
FORM = "/admin/catalogue/portalsettings/"
SET = {"secretariat_email": "secretariat@example.org", "exit_url": "https://example.org/weather"}


def test_nothing_is_set_at_first_and_the_exit_leads_to_a_page_that_everybody_knows():
    assert (portal_settings().secretariat_email, exit_url()) == ("", DEFAULT_EXIT_URL)


def test_what_an_administrator_sets_holds_at_once_and_stands_in_the_history(client, admin_user):
    client.force_login(admin_user)
    before = JournalHead.numbers()
    assert client.post(f"{FORM}add/", SET).status_code == 302
    assert (portal_settings().secretariat_email, exit_url()) == (SET["secretariat_email"], SET["exit_url"])
    assert JournalHead.numbers() != before
    assert Change.objects.of(PortalSettings.objects.get()).get().record["exit_url"] == SET["exit_url"]


def test_there_is_one_record_that_nobody_adds_again_or_deletes(client, admin_user):
    client.force_login(admin_user)
    client.post(f"{FORM}add/", SET)
    kept = PortalSettings.objects.get()
    assert client.get(f"{FORM}add/").status_code == 403
    assert client.post(f"{FORM}{kept.pk}/delete/", {"post": "yes"}).status_code == 403
    assert PortalSettings.objects.get() == kept


def test_an_address_that_is_none_is_refused_with_a_sentence(client, admin_user):
    client.force_login(admin_user)
    page = client.post(f"{FORM}add/", {"secretariat_email": "secretariat"}).content.decode()
    assert "Enter a valid email address." in page
    assert not PortalSettings.objects.exists()
