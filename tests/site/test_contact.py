"""Mailboxes of offices on the page of contacts and beside the form; what is not set is said."""

import pytest

from baliportal.catalogue.models import PortalSettings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]


@pytest.mark.parametrize("page", ["/contact/", "/tell-us/"])
def test_an_address_that_nobody_set_is_said_to_be_missing_and_one_that_is_set_shows_at_once(vera, text_of, page):
    assert text_of(page).count("No address is set yet.") == 2
    PortalSettings.objects.create(secretariat_email="secretariat@example.org", contact_note="Closed on <Fridays>.")
    text = text_of(page)
    assert text.count("No address is set yet.") == 1
    assert "Secretariat secretariat@example.org" in text
    assert 'href="mailto:secretariat@example.org"' in vera.get(page).content.decode()
    assert ("Closed on <Fridays>." in text) is (page == "/contact/")


def test_every_page_leads_to_the_contacts(vera):
    for page in ("/", "/search/?q=law", "/contact/"):
        assert '<a href="/contact/">Contact</a>' in vera.get(page).content.decode()


def test_the_page_is_in_the_sitemap_and_is_cached_for_everybody(vera):
    assert "/contact/</loc>" in vera.get("/sitemap-pages.xml").content.decode()
    vera.get("/search/?q=anything")  # the index catches up
    assert "ETag" in vera.get("/contact/?utm_source=x")
