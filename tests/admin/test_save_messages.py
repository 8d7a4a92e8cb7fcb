"""After a save: messages with the changes and the version, the cookie that names the saved draft, who is signed in."""

import pytest
from django.contrib import messages
from django.urls import reverse

from baliportal.catalogue.models import Change, Topic
from legislation.models import Law

from ..editorial.form import change_url, form_data, open_form

pytestmark = pytest.mark.django_db


def said(response):
    """Return the messages about the save, without warnings of gaps in the record."""
    return [str(message) for message in response.context["messages"] if message.level != messages.WARNING]


def test_a_save_says_what_it_changed_and_to_which_version_that_led(desk, law):
    topics = [Topic.objects.get(slug=slug).pk for slug in ("extradition", "border-management")]
    data = open_form(desk, law) | {"title": "Another", "topics": topics}
    [told] = said(desk.post(change_url(law), data | {"_continue": "1"}, follow=True))
    assert told.endswith("”: Title and themes (2 added) changed; version 3.")
    count = Change.objects.count()
    [told] = said(desk.post(change_url(law), open_form(desk, law), follow=True))
    assert told.endswith("nothing was different, so nothing was saved and no version was made.")
    assert Change.objects.count() == count


def test_a_first_save_says_so(desk):
    address = reverse("admin:legislation_law_add")
    [told] = said(desk.post(address, form_data(desk.get(address)) | {"title": "New <b>Act</b>"}, follow=True))
    assert told.endswith(
        "“<a href='{}'>New &lt;b&gt;Act&lt;/b&gt;</a>”: Saved for the first time; version 1.".format(
            change_url(Law.objects.latest("pk"))
        )
    )


def test_the_cookie_names_the_saved_draft_and_only_after_a_save(desk, law, rahul):
    data = open_form(desk, law) | {"title": "Another", "work": "0123456789abcdef"}
    assert "saved-0123456789abcdef" in desk.post(change_url(law), data).cookies
    assert not desk.post(change_url(law), data).cookies.get("saved-0123456789abcdef", "")
    for forged in ("x; path=/", "ABC", ""):
        response = desk.post(change_url(law), open_form(desk, law) | {"work": forged})
        assert [name for name in response.cookies if name.startswith("saved-")] == []
    data = open_form(desk, law)
    law.delete()
    gone = desk.post(change_url(law), data | {"work": "0123456789abcdef"})
    assert (gone.status_code, "saved-0123456789abcdef" in gone.cookies) == (404, False)


def test_before_sending_the_form_asks_who_is_signed_in(client, law, putri, tomasi):
    address = reverse("admin:legislation_law_alive")
    assert client.get(address).status_code == 302
    client.force_login(tomasi)
    assert client.get(address).status_code == 302
    client.force_login(putri)
    told = client.get(address).json()
    assert told["user"] == putri.pk
    assert len(told["csrf"]) == 64
