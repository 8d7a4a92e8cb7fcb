"""Open sessions: listed with their place and last use, and ended one by one by their owner and an administrator."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baliportal.accounts.models import AccountAct, OpenSession
from baliportal.accounts.sign_in import session_timeout
from baliportal.accounts.sign_in.open_sessions import delete_left_over

from .sign_in_steps import PASSWORD, give_password, is_inside

pytestmark = pytest.mark.django_db
MINE = reverse("admin:account_sessions")


@pytest.fixture
def desk(client, putri):
    give_password(client, "putri", headers={"user-agent": "Browser at the desk"})
    return client


@pytest.fixture
def laptop(putri):
    """Putri signed in elsewhere, too."""
    client = Client()
    give_password(client, "putri", REMOTE_ADDR="192.0.2.7", headers={"user-agent": "Browser of the laptop"})
    return client


def number_of(agent):
    return OpenSession.objects.get(agent=agent).pk


def test_the_page_lists_every_session_with_place_and_browser_and_no_key(desk, laptop):
    page = desk.get(MINE).content.decode()
    assert [text in page for text in ("192.0.2.7", "Browser of the laptop", "Browser at the desk")] == [True] * 3
    assert page.count('name="session"') == 1  # the present one is ended by signing out
    assert laptop.session.session_key not in page


def test_the_owner_ends_one_session_and_the_history_tells(desk, laptop, putri):
    desk.post(MINE, {"session": number_of("Browser of the laptop")})
    assert (is_inside(desk), is_inside(laptop)) == (True, False)
    act = AccountAct.objects.get()
    assert (act.who, act.what, act.whose, "192.0.2.7" in act.note) == ("putri", "session", "putri", True)


def test_the_owner_ends_all_but_the_present_one(desk, laptop):
    laptop.post(MINE, {"others": "1"})
    assert (is_inside(desk), is_inside(laptop)) == (False, True)


@pytest.mark.parametrize("number", ["of another", "999999", "x", ""])
def test_nobody_ends_the_session_of_another(desk, rahul, number):
    client = Client()
    give_password(client, "rahul")
    number = str(number_of("Browser at the desk")) if number == "of another" else number
    client.post(MINE, {"session": number})
    client.post(MINE, {"others": "1"})
    assert is_inside(desk)
    assert not AccountAct.objects.exists()


def test_an_administrator_ends_sessions_of_others_and_an_editor_does_not(desk, laptop, putri, django_user_model):
    django_user_model.objects.create_superuser("head", password=PASSWORD)
    head, address = Client(), reverse("admin:accounts_user_sessions", args=[putri.pk])
    give_password(head, "head")
    assert "Browser of the laptop" in head.get(address).content.decode()
    assert desk.post(address, {"others": "1"}).status_code == 403
    head.post(address, {"session": number_of("Browser of the laptop")})
    assert [is_inside(each) for each in (desk, laptop, head)] == [True, False, True]
    assert AccountAct.objects.get().who == "head"


def test_what_is_signed_out_or_over_is_not_listed_and_is_forgotten(desk, laptop, putri):
    laptop.post(reverse("admin:logout"))
    assert [each.agent for each in putri.open_sessions.alive()] == ["Browser at the desk"]
    assert delete_left_over() == 1
    OpenSession.objects.update(last_used=timezone.now() - timedelta(hours=3))
    assert not putri.open_sessions.alive()


def test_the_last_use_is_stored_once_a_minute_also_for_a_session_from_before_sessions_were_stored(desk, monkeypatch):
    OpenSession.objects.all().delete()
    assert is_inside(desk)
    assert not OpenSession.objects.exists()
    monkeypatch.setattr(session_timeout, "PRECISION", -1)
    assert is_inside(desk)
    first = OpenSession.objects.get()
    assert is_inside(desk)
    assert OpenSession.objects.get().last_used > first.last_used


def test_a_new_password_ends_the_other_sessions_and_keeps_the_present_one_listed(desk, laptop, putri):
    new = "people-and-borders-9"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    desk.post(reverse("admin:password_change"), data)
    assert list(putri.open_sessions.alive().values_list("key", flat=True)) == [desk.session.session_key]
